"""Made-up telegrams with known truth, and the damage that copies suffer; for tests, benchmarks and the demonstration.

    world = build(seed)                    countries, posts, people with careers, affairs that run for years
    schedule = Schedule(world, count)      when, from where, under which number, about what, referring to which
    made = make(world, schedule, i)        telegram i with its statements, people, dates and events
    produce(count, seed, folder)           all of them as files, with the truth as JSON lines

Everything is fiction, and every telegram says so: SYNTHETIC stands among its handling instructions.
"""
