using AotKv.Memory.Heaps;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>Finds elements of one listpack by what they read as. On the thread that runs the shard.</summary>
static class PackSearch
{
    /// <summary>Removes up to so many items that read as a text, from one end on. Returns how many.</summary>
    public static int RemoveEqual(
        ShardHeap heap, ref ValueReference pack, ReadOnlySpan<byte> text, long max, ListDirection direction)
    {
        var editor = new ListPackEditor(heap, ref pack);
        return direction == ListDirection.Forward ? Forward(editor, text, max) : Backward(editor, text, max);
    }

    static int Forward(ListPackEditor editor, ReadOnlySpan<byte> text, long max)
    {
        var removed = 0;
        var position = editor.View.First;
        while (removed < max && (position = editor.View.Find(text, position)) != 0)
        {
            editor.Delete(position);
            removed++;
            if (position == editor.View.EndPosition) break;
        }
        return removed;
    }

    static int Backward(ListPackEditor editor, ReadOnlySpan<byte> text, long max)
    {
        var removed = 0;
        var position = editor.View.Last;
        while (removed < max && position != 0)
        {
            var previous = editor.View.Previous(position);
            if (editor.View.Read(position).Is(text))
            {
                editor.Delete(position);
                removed++;
            }
            position = previous;
        }
        return removed;
    }
}
