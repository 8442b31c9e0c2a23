#pragma once

namespace ui::models {

/// Applies to `now` what a form has changed from `opened` to `typed`; does nothing if the form has changed nothing.
/// False: somebody else has changed the value meanwhile, to another one; it is kept then.
template <class T> bool mergeInto(T& now, const T& opened, const T& typed)
{
    if (typed == opened || typed == now) return true;
    if (!(now == opened)) return false;
    now = typed;
    return true;
}

} // namespace ui::models
