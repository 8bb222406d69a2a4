"""The red thread: from any point one can walk both ways, signal → opgave → goal → measure → result (domain.md §5).

``schakels`` knows what leads to what and who may see it; ``draad`` walks it; ``verhaal`` says it in sentences;
``vertellen`` tells who asked what came of it.
"""
