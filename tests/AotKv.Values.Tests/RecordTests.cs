using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests;

public sealed class RecordTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly KeyStore store;

    public RecordTests() => store = new(new ValueHome(heap, new KeyHasher(1, 2), randomSeed: default));

    public void Dispose()
    {
        store.Dispose();
        heap.Dispose();
    }

    [Theory]
    [InlineData(16, 16, false, 37)]
    [InlineData(16, 16, true, 49)]
    [InlineData(0, 0, false, 5)]
    [InlineData(63, 126, false, 5 + 63 + 126)]
    [InlineData(64, 126, false, 8 + 64 + 126)]
    [InlineData(63, 127, false, 8 + 63 + 127)]
    [InlineData(63, 127, true, 8 + 12 + 63 + 127)]
    [InlineData(4094, 1, false, 8 + 4094 + 1)]
    [InlineData(4095, 1, false, 8 + 4 + 4095 + 1)]
    [InlineData(65536, 1, false, 8 + 4 + 65536 + 1)]
    [InlineData(16, 4095, false, 8 + 16 + 4095)]
    [InlineData(16, 4096, false, 8 + 16 + 18)]
    public void A_record_is_header_expiry_key_and_value(int key, int value, bool hasExpiry, int expected)
    {
        var bytes = new byte[key];
        var record = Set(bytes, new byte[value], hasExpiry ? 1000 : KeyStore.NoExpiry);
        Assert.Equal(expected, record.Bytes);
        Assert.Equal(expected, record.Shape.Bytes);
    }

    [Fact]
    public void A_number_takes_eight_bytes()
    {
        Assert.Equal(5 + 3 + 8, Set("key"u8, "-12345"u8).Bytes);
        Assert.Equal(8 + 64 + 8, Set(new byte[64], "-12345"u8).Bytes);
        Assert.True(store.Find(store.Hash(new byte[64]), new byte[64]).String.TryGetInteger(out var number));
        Assert.Equal(-12345, number);
    }

    [Fact]
    public unsafe void The_parts_stand_where_the_picture_says()
    {
        var record = Set("key"u8, "value"u8, expiresAt: 0x0102030405060708);
        record.AccessClock = 0xABCDEF;
        var bytes = new ReadOnlySpan<byte>((void*)record.Address, record.Bytes);
        Assert.Equal(25, bytes.Length);
        Assert.Equal("key"u8, bytes.Slice(17, 3));
        Assert.Equal("value"u8, bytes[20..]);
        Assert.Equal(0x0102030405060708, Unsafe.ReadUnaligned<long>(ref Unsafe.AsRef(in bytes[5])));
        Assert.Equal(0xABCDEF_0000UL | 5 << 9 | 3 << 3 | 2, record.Header);
        var longer = Set(new byte[64], "value"u8);
        longer.AccessClock = 0xABCDEF;
        Assert.Equal(0x040_005_ABCDEF_0000UL | 1, longer.Header);
        Assert.Equal(24, Unsafe.SizeOf<ValueReference>());
        Assert.Equal(8, Unsafe.SizeOf<Record>());
    }

    [Fact]
    public void A_long_key_is_read_back_with_and_without_expiry()
    {
        foreach (var length in new[] { 62, 63, 64, 4094, 4095, 4096, 200_000 })
        {
            var key = new byte[length];
            key.AsSpan().Fill((byte)length);
            var record = Set(key, "v"u8);
            Assert.Equal(key, record.Key);
            store.SetExpiry(store.Hash(key), ref record, 5000);
            Assert.Equal(key, record.Key);
            Assert.Equal(5000, record.ExpiresAt);
            Assert.Equal("v"u8, record.String.View(default));
            Assert.Equal(record.Address, store.Find(store.Hash(key), key).Address);
        }
    }

    [Fact]
    public void The_access_clock_has_24_bits_and_survives_a_new_value_and_a_new_deadline()
    {
        var record = Set("key"u8, "value"u8);
        record.AccessClock = RecordLayout.AccessClockMax;
        var hash = store.Hash("key"u8);
        record = store.SetString(hash, record, "key"u8, new byte[300], KeyStore.NoExpiry);
        Assert.Equal(RecordLayout.AccessClockMax, record.AccessClock);
        store.SetExpiry(hash, ref record, 77);
        store.ClearExpiry(hash, ref record);
        store.Writable(hash, ref record, 9000);
        Assert.Equal(RecordLayout.AccessClockMax, record.AccessClock);
        Assert.Equal("key"u8, record.Key);
        Assert.Equal(RecordType.String, record.Type);
    }

    [Fact]
    public void A_reference_comes_back_whole()
    {
        var record = Set("key"u8, new byte[5000]);
        var original = record.Reference;
        foreach (var reference in new ValueReference[]
        {
            new(unchecked((nint)0x1234_5678_9ABC), 0xFEDC_BA98_7654, 0x12_3456_789A), new(0, 0, 0),
            new(unchecked((nint)0xFFFF_FFFF_FFFF), 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF),
            new(unchecked((nint)0x1234_5678_9ABC), 0x12_3456_789A, ~0x7ABC_DEF0_1238),
        })
        {
            record.Reference = reference;
            Assert.Equal(reference, record.Reference);
            Assert.Equal("key"u8, record.Key);
        }
        record.Reference = original;
    }

    [Fact]
    public void A_string_that_grows_and_shrinks_keeps_its_key_its_deadline_and_its_bytes()
    {
        var key = "a key of 20 letters "u8;
        var hash = store.Hash(key);
        foreach (var deadline in new[] { KeyStore.NoExpiry, 123_456_789 })
        {
            var record = Set(key, "x"u8, deadline);
            foreach (var length in new[] { 126, 127, 126, 130, 125, 128, 4095, 4096, 126 })
            {
                if (length == 126) record = Set(key, new byte[length], deadline);
                store.Writable(hash, ref record, length)[^1] = (byte)length;
                Assert.Equal(key, record.Key);
                Assert.Equal(deadline, record.ExpiresAt);
                Assert.Equal(length, record.String.Length);
                Assert.Equal((byte)length, record.String.View(default)[^1]);
                Assert.Equal(record.Address, store.Find(hash, key).Address);
            }
        }
    }

    Record Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long expiresAt = KeyStore.NoExpiry)
    {
        var hash = store.Hash(key);
        return store.SetString(hash, store.Find(hash, key), key, value, expiresAt);
    }
}
