using System.Text;
using Xunit;

namespace AotKv.Wire.Tests;

public class OldFormsTests
{
    static readonly string[] integers =
    [
        "0", "12", "13", "-1", "127", "128", "-128", "-129", "32767", "32768", "-32768", "-32769", "8388607", "8388608",
        "-8388608", "-8388609", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
        "-9223372036854775808",
    ];

    [Fact]
    public void A_ziplist_is_read_as_it_was_written()
    {
        var seed = Seed.ForThisRun();
        for (var round = 0; round < 60; round++)
        {
            var texts = OldFormTexts.Sample(seed.Random, seed.Random.Next(40));
            Assert.True(OldFormTexts.TryReadList(OldForms.ZipList(texts), out var read), $"{seed}");
            Assert.Equal(texts, read);
        }
    }

    [Fact]
    public void Every_integer_form_is_read()
    {
        var texts = integers.Select(Encoding.ASCII.GetBytes).ToArray();
        Assert.True(OldFormTexts.TryReadList(OldForms.ZipList(texts), out var read));
        Assert.Equal(texts, read);
    }

    [Fact]
    public void A_zipmap_is_read_as_it_was_written()
    {
        var seed = Seed.ForThisRun();
        for (var round = 0; round < 60; round++)
        {
            var texts = OldFormTexts.Sample(seed.Random, 2 * seed.Random.Next(1, 300) / (round % 10 + 1) * 2);
            if (texts.Count == 0) continue;
            var map = OldForms.ZipMap(texts, (byte)seed.Random.Next(5));
            Assert.True(OldFormTexts.TryReadMap(map, out var read), $"{seed}");
            Assert.Equal(texts, read);
        }
    }

    [Fact]
    public void More_than_65534_entries_are_counted_by_reading()
    {
        var texts = Enumerable.Range(0, 70_000).Select(i => Encoding.ASCII.GetBytes($"{i}")).ToArray();
        Assert.True(OldFormTexts.TryReadList(OldForms.ZipList(texts), out var read));
        Assert.Equal(texts.Length, read.Count);
    }

    [Theory]
    [InlineData("0B0000000A0000000000FF", true)]      // Empty.
    [InlineData("0B0000000B0000000000FF", false)]     // Its last entry would be behind the end.
    [InlineData("0C0000000A0000000000FF", false)]     // Longer than it is.
    [InlineData("0B0000000A0000000100FF", false)]     // One entry too few.
    [InlineData("0D0000000A000000010000F2FF", true)]  // The integer 1.
    [InlineData("0D0000000A000000010001F2FF", false)] // The one before it would have one byte.
    [InlineData("0D0000000B000000010000F2FF", false)] // The last entry is elsewhere.
    [InlineData("0D0000000A0000000100 00FFFF", false)] // No such form.
    [InlineData("0D0000000A000000010000C0FF", false)] // An integer that is cut off.
    [InlineData("0D0000000A00000001000001FF", false)] // A text that is cut off.
    [InlineData("0D0000000A00000001000040FF", false)] // A length that is cut off.
    [InlineData("0D0000000A00000001000080FF", false)]
    [InlineData("0D0000000A0000000100FE00FF", false)] // A distance that is cut off.
    [InlineData("0E0000000A000000010000F2FFFF", false)] // The end, and then another.
    public void A_ziplist_is_sound_or_not(string hex, bool isSound)
    {
        Assert.Equal(isSound, OldFormTexts.TryReadList(Convert.FromHexString(hex.Replace(" ", "")), out _));
    }

    [Theory]
    [InlineData("01016101006 2FF", true)]
    [InlineData("00FF", false)]             // Empty.
    [InlineData("02016101006 2FF", false)]  // One field too few.
    [InlineData("FE016101006 2FF", true)]   // Not counted.
    [InlineData("01016101016 2FF", false)]  // More unused bytes than there are.
    [InlineData("010161010162 00FF", true)]
    [InlineData("0101610200 62FF", false)]  // A value that is cut off.
    [InlineData("01FE010000006101006 2FF", false)] // A short length in its long form.
    [InlineData("0101FF", false)]
    [InlineData("01", false)]
    public void A_zipmap_is_sound_or_not(string hex, bool isSound)
    {
        Assert.Equal(isSound, OldFormTexts.TryReadMap(Convert.FromHexString(hex.Replace(" ", "")), out _));
    }
}
