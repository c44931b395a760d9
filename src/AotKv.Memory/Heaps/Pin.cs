using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

//  0      8         16         24     32        40
//  | next | address | capacity | home | holders |
/// <summary>
/// What keeps a value's block alive while replies refer to it: the count of its holders, the key's record being one of
/// them. A view; the block it counts for belongs to the heap of one shard and is freed there, when the last holder has
/// let go. Made, and held anew, by the thread that runs the shard; any thread may let go, or hold once more what it
/// holds.
/// </summary>
public readonly unsafe struct Pin
{
    /// <summary>What a pin takes of the heap.</summary>
    public const int Bytes = 40;

    readonly Head* head;

    internal Pin(Head* head) => this.head = head;

    [StructLayout(LayoutKind.Sequential, Size = Bytes)]
    internal struct Head
    {
        /// <summary>What <see cref="ReturnedBlocks"/> links pins by, which begin with it.</summary>
        public nint Next;

        public nint Address;
        public long Capacity;
        public nint Home;
        public int Holders;
    }

    public bool IsNone => head == null;

    /// <summary>Where the pin stands: what a record keeps of it.</summary>
    public nint Address => (nint)head;

    /// <summary>The block that is kept, and its size.</summary>
    public nint Block => head->Address;

    public long BlockBytes => head->Capacity;

    internal Head* Pointer => head;

    /// <summary>The pin that stands at an address.</summary>
    public static Pin At(nint address) => new((Head*)address);

    /// <summary>
    /// Whether somebody else holds it too. False does not change meanwhile where the shard's own thread asks, for the
    /// record that holds it.
    /// </summary>
    public bool IsShared => Volatile.Read(ref head->Holders) > 1;

    /// <summary>One holder more. By the shard's thread, or by who holds it already.</summary>
    public void Hold()
    {
        Debug.Assert(head->Holders > 0);
        Interlocked.Increment(ref head->Holders);
    }

    /// <summary>
    /// Lets go, on the thread that runs the shard. True for the last holder, who frees block and pin.
    /// </summary>
    public bool TryRelease()
    {
        Debug.Assert(head->Holders > 0);
        return Interlocked.Decrement(ref head->Holders) == 0;
    }

    /// <summary>Lets go, on any thread. The last holder sends it home, where block and pin are freed.</summary>
    public void Release()
    {
        if (TryRelease()) PinHome.Return(this);
    }
}
