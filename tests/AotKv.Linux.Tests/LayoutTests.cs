using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AotKv.Linux.Calls;
using AotKv.Linux.Epoll;
using AotKv.Linux.Uring;

namespace AotKv.Linux.Tests;

/// <summary>The layouts that are shared with the kernel or with native/, and what an idle connection costs.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void The_kernels_structs_have_the_kernels_sizes()
    {
        Assert.Equal(64, Unsafe.SizeOf<SubmissionEntry>());
        Assert.Equal(16, Unsafe.SizeOf<CompletionEntry>());
        Assert.Equal(16, Unsafe.SizeOf<IoVector>());
        Assert.Equal(16, Unsafe.SizeOf<EpollEvent>());
        Assert.Equal(88, Unsafe.SizeOf<RingMap>());
    }

    [Theory]
    [InlineData(nameof(SubmissionEntry.Descriptor), 4)]
    [InlineData(nameof(SubmissionEntry.Offset), 8)]
    [InlineData(nameof(SubmissionEntry.Address), 16)]
    [InlineData(nameof(SubmissionEntry.Length), 24)]
    [InlineData(nameof(SubmissionEntry.OperationFlags), 28)]
    [InlineData(nameof(SubmissionEntry.UserData), 32)]
    [InlineData(nameof(SubmissionEntry.BufferGroup), 40)]
    public void A_submission_field_is_where_the_kernel_reads_it(string field, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf<SubmissionEntry>(field));

    [Fact]
    public void An_idle_connection_costs_at_most_32_bytes()
    {
        Assert.Equal(24, Unsafe.SizeOf<UringSocket>());
        Assert.Equal(32, Unsafe.SizeOf<EpollSocket>());
    }

    [Fact]
    public void An_operation_name_gives_back_its_parts()
    {
        var name = new OperationName(RingPurpose.Cancel, 0x7fffffff, OperationName.GenerationMask);
        var read = new OperationName(name.Word);
        Assert.Equal(RingPurpose.Cancel, read.Purpose);
        Assert.Equal(0x7fffffff, read.Descriptor);
        Assert.Equal(OperationName.GenerationMask, read.Generation);
    }
}
