#pragma once

namespace ui::models {

/// Puts into `now` what a form has changed from `opened` to `typed`, and leaves it where the form has changed nothing.
/// False: somebody else has changed it meanwhile, to another value; it stays as it is then.
template <class T> bool mergeInto(T& now, const T& opened, const T& typed)
{
    if (typed == opened || typed == now) return true;
    if (!(now == opened)) return false;
    now = typed;
    return true;
}

} // namespace ui::models
