#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

class QApplication;

namespace ui::look {

enum class Scheme { Light, Dark };

/// The named colours of `resources/palette.json`, in the order of `kColorNames`.
enum class Color {
    Window,
    Base,
    Rail,
    Hover,
    Border,
    Hairline,
    Control,
    Button,
    Text,
    TextSecondary,
    Disabled,
    Accent,
    OnAccent,
    AccentText,
    AccentSoft,
    Ok,
    Warn,
    Error,
    Idle,
    OkSoft,
    WarnSoft,
    ErrorSoft,
    IdleSoft,
};
inline constexpr std::size_t kColorCount = 23;

/// The purpose of a text, which determines its size, weight and family.
enum class TextRole { Body, Small, Axis, Heading, Title, Number, Mono };

/// Kinds of tokens; each has the same series colour everywhere.
enum class TokenKind { FreshInput, CachedInput, CacheWrite, Output, Reasoning };

/// A state, shown as a shape and a colour. The caller provides the text.
enum class Status { Ok, Warn, Error, Idle, Busy, Resting, Locked, Unknown };

/// A series by number (0 is the first); from the eighth on it is "Other".
struct Series {
    int index = 0;
};

/// A colour reference that can be resolved again after a theme change.
using Ink = std::variant<Color, TokenKind, Series>;

/// Lengths in px at a 10 pt font; convert them to the current font with `Theme::px`.
struct Metrics {
    int grid = 0;
    int pageMargin = 0;
    int pageMarginNarrow = 0;
    int gap = 0;
    int cardPaddingX = 0;
    int cardPaddingY = 0;
    int radiusCard = 0;
    int radiusControl = 0;
    int radiusBar = 0;
    int controlHeight = 0;
    int stripHeight = 0;
    int pageHeaderHeight = 0;
    int railWidth = 0;
    int railWidthNarrow = 0;
    int railItemHeight = 0;
    int tableHeaderHeight = 0;
    int rowHeight = 0;
    int rowHeightTwoLines = 0;
    int rowHeightCards = 0;
    int iconNav = 0;
    int iconAction = 0;
    int iconStatus = 0;
    int focusRing = 0;
    int narrowBelow = 0;
};

/// Distance of a table in a card to the card's edge, in px: closer, it would cover the edge (at 1.5x half of it). The
/// inner margin of the table is reduced accordingly.
inline constexpr int kCardEdge = 2;

/// All colours and measures of a scheme. Immutable once loaded; a value.
class Theme {
public:
    /// Loads the program's resources; an invalid file is a defective build and aborts the program.
    static Theme load(Scheme scheme);

    Scheme scheme() const { return m_scheme; }
    QColor color(Color color) const { return m_colors[static_cast<std::size_t>(color)]; }
    QColor color(TokenKind kind) const;
    QColor color(Series series) const;
    QColor color(const Ink& ink) const;
    QColor color(Status status) const;
    /// Series without "Other".
    const std::vector<QColor>& series() const { return m_series; }
    QColor seriesOther() const { return m_seriesOther; }
    /// The icon of `status`, such as "status-ok".
    QString shape(Status status) const;
    QPalette palette() const;
    const Metrics& metrics() const { return m_metrics; }
    /// Factor on the application's font size.
    double scale(TextRole role) const { return m_scales[static_cast<std::size_t>(role)]; }
    /// The application's font, sized for `role`.
    QFont font(TextRole role) const;
    /// Converts `length`, in px at a 10 pt font, to px at the application's font.
    int px(int length) const;

private:
    struct Shape {
        QByteArray icon;
        Color color = Color::Idle;
    };

    Scheme m_scheme = Scheme::Light;
    std::array<QColor, kColorCount> m_colors;
    std::vector<QColor> m_series;
    QColor m_seriesOther;
    std::array<int, 5> m_tokenKinds{};
    std::array<Shape, 8> m_shapes;
    std::array<double, 7> m_scales{};
    Metrics m_metrics;
    QPalette m_palette;
};

/// By the names in `palette.json` ("text_secondary"; "ok"); empty for an unknown name.
std::optional<Color> colorNamed(QStringView name);
std::optional<Status> statusNamed(QStringView name);

/// The current theme: that of the application's style, or the light one if the application has another style. Valid
/// until the theme changes: do not store it. Main thread.
const Theme& theme();

/// Applies `scheme`: style first, then palette, so that receivers of the palette change see the new theme. Main thread.
void applyScheme(QApplication& application, Scheme scheme);

} // namespace ui::look
