using AotKv.Values.Collections;

namespace AotKv.Values.Sets;

/// <summary>
/// Selects so many of so many elements that pass by one after the other, every combination as likely (selection
/// sampling, Knuth, The Art of Computer Programming 3.4.2, algorithm S). Lives on the stack.
/// </summary>
struct Selection(ValueHome home, long wanted, long passing)
{
    readonly ValueHome home = home;
    long wanted = wanted;
    long passing = passing;

    /// <summary>Whether the element that passes now is selected.</summary>
    public bool TakesNext()
    {
        if (RandomNumber.Below(home, passing--) >= wanted) return false;
        wanted--;
        return true;
    }
}
