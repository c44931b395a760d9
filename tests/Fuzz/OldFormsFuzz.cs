using AotKv.Wire.Tests;

namespace AotKv.Fuzz.Tests;

/// <summary>
/// Damaged ziplists and zipmaps: what reads as sound must, written anew, read the same. AOTKV_FUZZ_SECONDS makes the
/// run longer.
/// </summary>
public class OldFormsFuzz
{
    [Fact]
    public void A_damaged_ziplist_is_refused_or_is_another_ziplist() => Damage(
        (random, count) => OldForms.ZipList(OldFormTexts.Sample(random, count)),
        bytes => OldFormTexts.TryReadList(bytes, out var texts) ? texts : null,
        OldForms.ZipList);

    [Fact]
    public void A_damaged_zipmap_is_refused_or_is_another_zipmap() => Damage(
        (random, count) => OldForms.ZipMap(OldFormTexts.Sample(random, 2 * count), (byte)random.Next(3)),
        bytes => OldFormTexts.TryReadMap(bytes, out var texts) ? texts : null,
        texts => OldForms.ZipMap(texts, unused: 0));

    static void Damage(
        Func<Random, int, byte[]> make, Func<byte[], List<byte[]>?> read, Func<List<byte[]>, byte[]> write)
    {
        var seed = Seed.ForThisRun();
        var random = seed.Random;
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("AOTKV_FUZZ_SECONDS"), out var s) ? s : 2;
        var end = Environment.TickCount64 + seconds * 1000;
        for (var step = 0; Environment.TickCount64 < end; step++)
        {
            var bytes = make(random, random.Next(1, 8));
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(bytes.Length);
                if (random.Next(3) > 0) bytes[at] ^= (byte)(1 << random.Next(8));
                else if (random.Next(2) == 0) bytes[at] = (byte)random.Next(256);
                else bytes = bytes[..at];
                if (bytes.Length == 0) break;
            }
            var texts = read(bytes);
            if (texts is null) continue;
            Assert.True(texts.SequenceEqual(read(write(texts))!, ByteEquality.Instance),
                $"{seed}, step {step}: {Convert.ToHexString(bytes)}");
        }
    }
}
