using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Memory.Tests.Heaps;

public unsafe class GuardedHeapTests
{
    [Theory]
    [InlineData(-1, "before")]
    [InlineData(24, "past")]
    public void A_write_outside_of_a_block_is_found_when_it_is_freed(int offset, string where)
    {
        var heap = new GuardedHeap();
        var address = heap.Allocate(24);
        ((byte*)address)[offset] = 0;
        Assert.Contains(where, Assert.Throws<HeapGuardException>(() => heap.Free(address, 24)).Message);
    }

    [Fact]
    public void Freeing_twice_is_found()
    {
        using var heap = new GuardedHeap();
        var address = heap.Allocate(24);
        heap.Free(address, 24);
        Assert.Contains("twice", Assert.Throws<HeapGuardException>(() => heap.Free(address, 24)).Message);
    }

    [Fact]
    public void Freeing_with_the_wrong_length_is_found()
    {
        using var heap = new GuardedHeap();
        var address = heap.Allocate(24);
        Assert.Throws<HeapGuardException>(() => heap.Free(address, 32));
        heap.Free(address, 24);
    }

    [Fact]
    public void A_write_after_the_end_of_life_is_found_at_the_latest_at_dispose()
    {
        var heap = new GuardedHeap();
        var address = heap.Allocate(24);
        heap.Free(address, 24);
        *(byte*)address = 1;
        Assert.Contains("after their end", Assert.Throws<HeapGuardException>(heap.Dispose).Message);
    }

    [Fact]
    public void Freed_memory_is_poisoned_and_new_memory_is_not_zero()
    {
        using var heap = new GuardedHeap();
        var address = heap.Allocate(24);
        Assert.Equal(0xCD, *(byte*)address);
        heap.Free(address, 24);
        Assert.Equal(0xDD, *(byte*)address);
    }

#if AOTKV_GUARDED
    [Fact]
    public void In_a_guarded_build_the_shards_heap_is_fenced()
    {
        var heap = new ShardHeap();
        var address = heap.Allocate(20);
        ((byte*)address)[24] = 0;
        Assert.Throws<HeapGuardException>(() => heap.Verify());
        Assert.Throws<HeapGuardException>(() => heap.Free(address, 20));
    }
#endif
}
