using System.Text;
using AotKv.Wire.Rdb;

namespace AotKv.Wire.Tests;

/// <summary>What stands in ziplists and zipmaps: made at random, or read by the readers under test.</summary>
static class OldFormTexts
{
    static readonly int[] lengths = [0, 1, 11, 63, 64, 250, 253, 254, 300, 16_383, 16_384, 70_000];

    public static bool TryReadList(byte[] bytes, out List<byte[]> texts)
    {
        texts = [];
        var reader = new ZipListReader(bytes);
        Span<byte> scratch = stackalloc byte[ZipListReader.ScratchBytes];
        while (reader.MoveNext()) texts.Add(reader.Text(scratch).ToArray());
        return reader.IsSound;
    }

    public static bool TryReadMap(byte[] bytes, out List<byte[]> texts)
    {
        texts = [];
        var reader = new ZipMapReader(bytes);
        while (reader.MoveNext()) texts.AddRange([reader.Field.ToArray(), reader.Value.ToArray()]);
        return reader.IsSound;
    }

    public static List<byte[]> Sample(Random random, int count)
    {
        var texts = new List<byte[]>();
        for (; count > 0; count--)
        {
            if (random.Next(2) == 0)
            {
                texts.Add(Encoding.ASCII.GetBytes($"{random.NextInt64() >> random.Next(64)}"));
                continue;
            }
            var text = new byte[random.Next(20) == 0 ? lengths[random.Next(lengths.Length)] : random.Next(20)];
            random.NextBytes(text);
            texts.Add(text);
        }
        return texts;
    }
}
