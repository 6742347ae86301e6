"""How the invented samples of `data/samples/` are made. Nobody in them exists.

profile       who acts and how much: the only numbers that are set by hand
chance        seeded randomness
activity      appointments of one organisation
supports      supports of one organisation, around its appointments
resources     workers, costs and households that go with them
gesica        all of it as French cp1252 text, with planted defects
canonical     the accepted rows as typed Parquet
rdvsp         appointments as RDV Service Public exports them, and their truth
rdvsp_files   the .xls of that
readme        the page beside the samples
"""
