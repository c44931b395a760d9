using AotKv.Memory;

namespace AotKv.Wire.Tests;

public class NativeListTests
{
    [Fact]
    public void A_native_list_agrees_with_a_list()
    {
        var seed = Seed.ForThisRun();
        var actual = new NativeList<long>();
        var model = new List<long>();
        for (var step = 0; step < 20_000; step++)
        {
            var next = seed.Random.Next(100);
            if (next < 70)
            {
                actual.Add(step);
                model.Add(step);
            }
            else if (next < 80)
            {
                actual.AddRange([1, 2, 3]);
                model.AddRange([1, 2, 3]);
            }
            else if (next < 88)
            {
                var room = actual.EnsureRoom(next);
                Assert.True(room.Length >= next);
                room[0] = step;
                actual.Advance(1);
                model.Add(step);
            }
            else if (next < 94)
            {
                var removed = seed.Random.Next(Math.Min(model.Count, 20) + 1);
                actual.RemoveFirst(removed);
                model.RemoveRange(0, removed);
            }
            else if (next < 98)
            {
                var kept = Math.Max(0, model.Count - seed.Random.Next(20));
                actual.Truncate(kept);
                model.RemoveRange(kept, model.Count - kept);
            }
            else actual.Shrink(seed.Random.Next(4));
            if (step % 16 == 0) Assert.True(actual.Span.SequenceEqual(model.ToArray()), seed.ToString());
        }
        actual.Dispose();
        Assert.Equal((0, 0, (nint)0), (actual.Count, actual.Capacity, actual.Address));
    }

    [Fact]
    public void Items_are_reached_by_reference_and_nothing_beyond_them()
    {
        var list = new NativeList<int>();
        list.Add(1);
        list[0] += 41;
        Assert.Equal(42, list[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        list.Dispose();
    }
}
