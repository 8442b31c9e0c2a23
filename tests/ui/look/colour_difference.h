#pragma once

#include <QColor>

/// The colour vision that a colour is judged for.
enum class Sight { Normal, Protanopia, Deuteranopia, Tritanopia };

struct Lab {
    double l = 0;
    double a = 0;
    double b = 0;
};

/// CIE L*a*b* under D65 of an sRGB colour as seen with `sight`.
Lab labOf(const QColor& color, Sight sight = Sight::Normal);

/// CIEDE2000. About 2 is just visible, 10 is clear at a glance.
double ciede2000(const Lab& one, const Lab& other);

/// WCAG 2 contrast of two colours, 1 to 21.
double contrast(const QColor& one, const QColor& other);
