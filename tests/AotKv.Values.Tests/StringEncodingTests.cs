using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests;

/// <summary>The limits were read off Valkey 9.1.0.</summary>
public sealed class StringEncodingTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly KeyStore store;

    public StringEncodingTests() => store = new(new ValueHome(heap, new KeyHasher(1, 2), randomSeed: default));

    public void Dispose()
    {
        store.Dispose();
        heap.Dispose();
    }

    [Theory]
    [InlineData("12345", "int")]
    [InlineData("9223372036854775807", "int")]
    [InlineData("9223372036854775808", "embstr")]
    [InlineData("0123", "embstr")]
    [InlineData("", "embstr")]
    public void Numbers_are_int_and_other_short_strings_embstr(string value, string expected) =>
        Assert.Equal(expected, NameOf(Set("k", value)));

    [Theory]
    [InlineData(1, false, 112)]
    [InlineData(31, false, 82)]
    [InlineData(32, false, 79)]
    [InlineData(1, true, 104)]
    [InlineData(32, true, 71)]
    public void A_string_is_embedded_up_to_128_bytes_with_key_and_deadline(int key, bool hasExpiry, int valueMax)
    {
        var name = new string('k', key);
        var deadline = hasExpiry ? 1000 : KeyStore.NoExpiry;
        Assert.Equal("embstr", NameOf(Set(name, new string('v', valueMax), deadline)));
        Assert.Equal("raw", NameOf(Set("o" + name[1..], new string('v', valueMax + 1), deadline)));
    }

    [Fact]
    public void A_deadline_can_make_a_string_raw_and_taking_it_away_does_not_undo_that()
    {
        var record = Set("k", new string('v', 112));
        var hash = store.Hash("k"u8);
        store.SetExpiry(hash, ref record, 1000);
        Assert.Equal("raw", NameOf(record));
        store.ClearExpiry(hash, ref record);
        Assert.Equal("raw", NameOf(record));
        Assert.Equal("embstr", NameOf(Set("k", new string('v', 112))));
    }

    [Fact]
    public void Setting_over_a_key_with_a_deadline_counts_the_old_deadline()
    {
        Set("k", "v", expiresAt: 1000);
        Assert.Equal("raw", NameOf(Set("k", new string('v', 112))));
        Assert.Equal("embstr", NameOf(Set("k", new string('v', 112))));
    }

    [Fact]
    public void A_string_that_was_written_to_is_raw_until_it_is_set()
    {
        var record = Set("k", "12345");
        store.Writable(store.Hash("k"u8), ref record, 6)[5] = (byte)'6';
        Assert.Equal("raw", NameOf(record));
        Assert.Equal("123456"u8, record.String.View(default));
        Assert.Equal("int", NameOf(Set("k", "123456")));
    }

    Record Set(string key, string value, long expiresAt = KeyStore.NoExpiry)
    {
        var name = Encoding.ASCII.GetBytes(key);
        var hash = store.Hash(name);
        return store.SetString(hash, store.Find(hash, name), name, Encoding.ASCII.GetBytes(value), expiresAt);
    }

    static string NameOf(Record record) => Encoding.ASCII.GetString(KeyStore.EncodingName(record));
}
