"""A small extract with every fate that a row can have; line numbers are those of an editor."""

from __future__ import annotations

APPOINTMENTS = """\
appointment_id,body,territory,worker_id,beneficiary_id,date,status,channel,collective
a1,caf,94,w1,b1,2022-01-10,held,office,
a1,caf,94,w2,b1,2022-01-10,held,office,
a2,caf,94,w1,b1,2022-02-10,held,home,
a3,caf,94,w1,b2,2022-03-10,no_show,office,
a4,caf,94,w1,b2,2022-04-10,Reporté,office,
a5,caf,94,w1,b2,2022-05-10,held,mail,
a6,caf,94,w1,b2,2022-06-10,held,office,true
a7,caf,94,w1,,2022-07-10,held,,
a8,caf,94,,b2,2022-08-10,held,office,
a9,caf,95,w1,b1,2022-08-10,held,office,
,,,,,,,,
a2,caf,94,w1,b1,2022-02-10,held,home,
b1,caf,94,w1,b3,,held,office,
b2,caf,94,w1,b3,2022-02-30,held,office,
b3,agence,94,w1,b3,2022-03-01,held,office,
b4,caf,999,w1,b3,2022-03-01,held,office,
b5,caf,94,w1
"""
"""Of the Caf of 94 in 2022: lines 2 to 10; rejected or blank: lines 12 to 18."""

WORKERS = """\
worker_id,body,territory,year,fte,qualified
w1,caf,94,2022,0.80,true
w2,caf,94,2022,1,false
,caf,94,2022,1,true
w1,caf,95,2022,0.20,true
w3,caf,95,2022,1,true
w4,caf,94,2022,much,true
w5,caf,94,20x2,1,true
"""
COSTS = """\
body,territory,year,category,amount
caf,94,2021,pay,100.10
caf,94,2022,pay,200.25
caf,94,2022,rent,-50.05
caf,95,2022,pay,70
caf,94,2022,cars,many
"""
HOUSEHOLDS = """\
body,territory,year,poor_households
caf,94,2022,300
caf,95,2022,100
caf,94,2021,250
"""
SUPPORTS = """\
support_id,body,territory,beneficiary_id,opened_on,closed_on,exit_reason
s1,caf,94,b1,2020-01-10,2020-06-30,done
s2,caf,94,b1,2021-06-30,,
s3,caf,94,b2,2020-02-01,2020-03-01,=moved
s4,caf,94,,2020-02-01,2020-03-01,
s5,caf,94,b2,2022-04-01,2022-05-01,
s6,caf,95,b1,2020-01-01,2020-12-31,
s7,caf,94,b9,2022-02-31,,
s1,caf,94,b1,2020-01-10,2020-06-30,done
s8,caf,94,b1,2022-02-10,,
s9,caf,94,b1,2022-01-11,,
s10,caf,94,b2,2022-09-01,,
"""
"""Supports closed in 2020 in 94: lines 2, 4 and 5; opened there in 2022: lines 6, 10, 11, 12."""

EVERYTHING = {
    "appointments": APPOINTMENTS,
    "workers": WORKERS,
    "costs": COSTS,
    "households": HOUSEHOLDS,
    "supports": SUPPORTS,
}
