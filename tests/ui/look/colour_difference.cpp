#include "colour_difference.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr double kPi = 3.14159265358979323846;

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

Triple times(const Matrix& m, const Triple& v)
{
    Triple out{};
    for (std::size_t row = 0; row < 3; ++row)
        out[row] = m[row][0] * v[0] + m[row][1] * v[1] + m[row][2] * v[2];
    return out;
}

// Source: Machado, Oliveira, Fernandes: A Physiologically-based Model for
// Simulation of Color Vision Deficiency (2009), severity 1.0, on linear sRGB.
constexpr Matrix kProtanopia{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeuteranopia{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritanopia{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

// Source: IEC 61966-2-1, linear sRGB to XYZ under D65.
constexpr Matrix kToXyz{{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
constexpr Triple kWhite{0.95047, 1.0, 1.08883};

Triple linearOf(const QColor& color)
{
    const QColor rgb = color.toRgb();
    return {linear(rgb.redF()), linear(rgb.greenF()), linear(rgb.blueF())};
}

double degrees(double radians)
{
    const double angle = radians * 180 / kPi;
    return angle < 0 ? angle + 360 : angle;
}

double radians(double angle) { return angle * kPi / 180; }

double seventh(double value) { return std::pow(value, 7); }

} // namespace

Lab labOf(const QColor& color, Sight sight)
{
    Triple rgb = linearOf(color);
    switch (sight) {
    case Sight::Protanopia: rgb = times(kProtanopia, rgb); break;
    case Sight::Deuteranopia: rgb = times(kDeuteranopia, rgb); break;
    case Sight::Tritanopia: rgb = times(kTritanopia, rgb); break;
    case Sight::Normal: break;
    }
    for (double& channel : rgb)
        channel = std::clamp(channel, 0.0, 1.0);
    const Triple xyz = times(kToXyz, rgb);
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f(xyz[0] / kWhite[0]);
    const double y = f(xyz[1] / kWhite[1]);
    const double z = f(xyz[2] / kWhite[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// Source: Sharma, Wu, Dalal: The CIEDE2000 Color-Difference Formula (2005); the
// names are those of the paper.
double ciede2000(const Lab& one, const Lab& other)
{
    const double meanC = (std::hypot(one.a, one.b) + std::hypot(other.a, other.b)) / 2;
    const double g = 0.5 * (1 - std::sqrt(seventh(meanC) / (seventh(meanC) + seventh(25))));
    const double a1 = (1 + g) * one.a;
    const double a2 = (1 + g) * other.a;
    const double c1 = std::hypot(a1, one.b);
    const double c2 = std::hypot(a2, other.b);
    const double h1 = c1 == 0 ? 0 : degrees(std::atan2(one.b, a1));
    const double h2 = c2 == 0 ? 0 : degrees(std::atan2(other.b, a2));

    const double deltaL = other.l - one.l;
    const double deltaC = c2 - c1;
    double deltaAngle = c1 * c2 == 0 ? 0 : h2 - h1;
    if (deltaAngle > 180)
        deltaAngle -= 360;
    else if (deltaAngle < -180)
        deltaAngle += 360;
    const double deltaH = 2 * std::sqrt(c1 * c2) * std::sin(radians(deltaAngle) / 2);

    const double meanL = (one.l + other.l) / 2;
    const double meanC2 = (c1 + c2) / 2;
    double meanH = h1 + h2;
    if (c1 * c2 != 0) {
        if (std::abs(h1 - h2) <= 180)
            meanH = (h1 + h2) / 2;
        else
            meanH = h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
    }
    const double t = 1 - 0.17 * std::cos(radians(meanH - 30)) + 0.24 * std::cos(radians(2 * meanH)) + 0.32 * std::cos(radians(3 * meanH + 6))
        - 0.20 * std::cos(radians(4 * meanH - 63));
    const double deltaTheta = 30 * std::exp(-std::pow((meanH - 275) / 25, 2));
    const double rc = 2 * std::sqrt(seventh(meanC2) / (seventh(meanC2) + seventh(25)));
    const double sl = 1 + 0.015 * std::pow(meanL - 50, 2) / std::sqrt(20 + std::pow(meanL - 50, 2));
    const double sc = 1 + 0.045 * meanC2;
    const double sh = 1 + 0.015 * meanC2 * t;
    const double rt = -std::sin(radians(2 * deltaTheta)) * rc;
    return std::sqrt(std::pow(deltaL / sl, 2) + std::pow(deltaC / sc, 2) + std::pow(deltaH / sh, 2) + rt * (deltaC / sc) * (deltaH / sh));
}

double contrast(const QColor& one, const QColor& other)
{
    const auto luminance = [](const QColor& color) {
        const Triple rgb = linearOf(color);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    };
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}
