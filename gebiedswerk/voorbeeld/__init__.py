"""The example municipality: invented people who lived through a year, so that every screen has something to show.

The stories are data (``inhoud/*.json``); the modules beside it tell them through the same acts that people use, each
on its own day. Every person and every figure is marked as example.
"""
