using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.ListPacks;
using Xunit;

namespace AotKv.Values.Tests.ListPacks;

public sealed class ListPackTests : IDisposable
{
    readonly ShardHeap heap = new();
    ValueReference block;

    public ListPackTests() => block = ListPackEditor.Create(heap);

    ListPackEditor Editor => new(heap, ref block);

    ListPack View => Editor.View;

    public void Dispose()
    {
        ListPackEditor.Free(heap, block);
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Theory]
    [InlineData("0", "00")]
    [InlineData("127", "7F")]
    [InlineData("128", "C080")]
    [InlineData("-1", "DFFF")]
    [InlineData("-4096", "D000")]
    [InlineData("4096", "F10010")]
    [InlineData("-32769", "F2FF7FFF")]
    [InlineData("8388608", "F300008000")]
    [InlineData("-9223372036854775808", "F40000000000000080")]
    [InlineData("", "80")]
    [InlineData("ab", "826162")]
    [InlineData("007", "83303037")]
    public void Items_have_the_bytes_that_valkey_gives_them(string text, string hex)
    {
        Editor.Append(Encoding.ASCII.GetBytes(text));
        var expected = Convert.FromHexString(hex);
        Assert.Equal(expected, View.Bytes[ListPack.HeaderBytes..^2].ToArray());
        Assert.Equal(expected.Length, View.Bytes[^2]);
        Assert.Equal(0xFF, View.Bytes[^1]);
        Assert.Equal(text, Text(View.Read(View.First)));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(16380)]
    [InlineData(16381)]
    [InlineData(70_000)]
    [InlineData(2_200_000)]
    public void Texts_of_every_length_are_read_from_either_end(int length)
    {
        var text = new string('x', length);
        Editor.Append("first"u8);
        Editor.Append(Encoding.ASCII.GetBytes(text));
        Editor.Append(7);
        var last = View.Last;
        Assert.Equal("7", Text(View.Read(last)));
        Assert.Equal(text, Text(View.Read(View.Previous(last))));
        Assert.Equal(View.First, View.Previous(View.Previous(last)));
        Assert.Equal(0, View.Previous(View.First));
        Assert.Equal(3, View.Count);
    }

    [Fact]
    public void More_items_than_the_header_can_say_are_counted()
    {
        for (var i = 0; i < 65_600; i++) Editor.Append(i & 63);
        Assert.Equal(65_600, View.Count);
        Assert.Equal("63", Text(View.Read(View.Seek(-1))));
        Editor.Delete(View.First, count: 65_000);
        Assert.Equal(600, View.Count);
    }

    [Fact]
    public void Items_are_found_with_others_skipped()
    {
        foreach (var text in (string[])["a", "1", "b", "a", "1", "c"]) Editor.Append(Encoding.ASCII.GetBytes(text));
        Assert.Equal(View.Seek(1), View.Find("1"u8, View.First));
        Assert.Equal(View.Seek(4), View.Find("1"u8, View.First, skip: 1));
        Assert.Equal(0, View.Find("c"u8, View.First, skip: 1));
        Assert.Equal(0, View.Find("01"u8, View.First));
    }

    [Fact]
    public void Random_changes_leave_what_a_list_would_have() => RandomSeed.Run(random =>
    {
        var model = new List<string>();
        for (var step = 0; step < 20_000; step++)
        {
            Change(random, model);
            if (step % 64 == 0) AssertSame(model);
        }
        AssertSame(model);
    });

    void Change(Random random, List<string> model)
    {
        var text = RandomText(random);
        var bytes = Encoding.ASCII.GetBytes(text);
        var index = random.Next(model.Count + 1);
        switch (random.Next(model.Count > 200 ? 8 : 6))
        {
            case 0:
                Editor.Append(bytes);
                model.Add(text);
                break;
            case 1:
                Editor.Prepend(bytes);
                model.Insert(0, text);
                break;
            case 2 or 3:
                Editor.Insert(index == model.Count ? View.EndPosition : View.Seek(index), bytes);
                model.Insert(index, text);
                break;
            case 4 when index < model.Count:
                Editor.Replace(View.Seek(index), bytes);
                model[index] = text;
                break;
            case >= 5 when index < model.Count:
                var count = random.Next(1, 40);
                Editor.Delete(View.Seek(index), count);
                model.RemoveRange(index, Math.Min(count, model.Count - index));
                break;
        }
    }

    static string RandomText(Random random) => random.Next(4) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue).ToString(),
        1 => (random.NextInt64() >> random.Next(64)).ToString(),
        2 => new string('y', random.Next(80)),
        _ => new string('z', random.Next(1, 20) * random.Next(1, 300)),
    };

    void AssertSame(List<string> model)
    {
        var texts = new List<string>();
        for (var at = View.First; at != 0; at = View.Next(at)) texts.Add(Text(View.Read(at)));
        Assert.Equal(model, texts);
        Assert.Equal(model.Count, View.Count);
        Assert.Equal(View.Bytes.Length, BitConverter.ToInt32(View.Bytes));
        for (var i = 0; i < model.Count; i++)
            Assert.Equal(View.Seek(i), View.Seek(i - model.Count));
    }

    static string Text(ListPackItem item) => Encoding.ASCII.GetString(item.AsSpan(new byte[ListPackItem.ScratchBytes]));
}
