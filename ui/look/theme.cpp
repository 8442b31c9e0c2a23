#include "theme.h"

#include "signalbox_style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace ui::look {

namespace {

constexpr double kReferencePixels = 10.0 * 96.0 / 72.0; // at a 10 pt font

constexpr std::array<const char*, kColorCount> kColorNames{
    "window", "base", "rail", "hover", "border", "hairline", "control", "button",
    "text", "text_secondary", "disabled", "accent", "on_accent", "accent_text", "accent_soft", "ok",
    "warn", "error", "idle", "ok_soft", "warn_soft", "error_soft", "idle_soft"};

constexpr std::array<const char*, 5> kTokenKindNames{"input_fresh", "input_cached", "cache_write", "output", "reasoning"};

constexpr std::array<const char*, 8> kStatusNames{"ok", "warn", "error", "idle", "busy", "resting", "locked", "unknown"};

// In the order of TextRole; monospaced text has the size of small text.
constexpr std::array<const char*, 7> kScaleNames{"body", "small", "axis", "heading", "title", "number", "small"};

struct MetricRow {
    const char* name;
    int Metrics::*member;
};

constexpr MetricRow kMetricRows[] = {
    {"grid", &Metrics::grid},
    {"page_margin", &Metrics::pageMargin},
    {"page_margin_narrow", &Metrics::pageMarginNarrow},
    {"gap", &Metrics::gap},
    {"card_padding_x", &Metrics::cardPaddingX},
    {"card_padding_y", &Metrics::cardPaddingY},
    {"radius_card", &Metrics::radiusCard},
    {"radius_control", &Metrics::radiusControl},
    {"radius_bar", &Metrics::radiusBar},
    {"control_height", &Metrics::controlHeight},
    {"strip_height", &Metrics::stripHeight},
    {"page_header_height", &Metrics::pageHeaderHeight},
    {"rail_width", &Metrics::railWidth},
    {"rail_width_narrow", &Metrics::railWidthNarrow},
    {"rail_item_height", &Metrics::railItemHeight},
    {"table_header_height", &Metrics::tableHeaderHeight},
    {"row_height", &Metrics::rowHeight},
    {"row_height_two_lines", &Metrics::rowHeightTwoLines},
    {"row_height_cards", &Metrics::rowHeightCards},
    {"icon_nav", &Metrics::iconNav},
    {"icon_action", &Metrics::iconAction},
    {"icon_status", &Metrics::iconStatus},
    {"focus_ring", &Metrics::focusRing},
    {"narrow_below", &Metrics::narrowBelow},
};

struct PaletteRow {
    const char* name;
    QPalette::ColorRole role;
};

constexpr PaletteRow kPaletteRows[] = {
    {"Window", QPalette::Window},
    {"WindowText", QPalette::WindowText},
    {"Base", QPalette::Base},
    {"AlternateBase", QPalette::AlternateBase},
    {"Text", QPalette::Text},
    {"Button", QPalette::Button},
    {"ButtonText", QPalette::ButtonText},
    {"BrightText", QPalette::BrightText},
    {"Highlight", QPalette::Highlight},
    {"HighlightedText", QPalette::HighlightedText},
    {"Link", QPalette::Link},
    {"LinkVisited", QPalette::LinkVisited},
    {"PlaceholderText", QPalette::PlaceholderText},
    {"ToolTipBase", QPalette::ToolTipBase},
    {"ToolTipText", QPalette::ToolTipText},
    {"Light", QPalette::Light},
    {"Midlight", QPalette::Midlight},
    {"Mid", QPalette::Mid},
    {"Dark", QPalette::Dark},
    {"Shadow", QPalette::Shadow},
};

QString latin(const char* text) { return QString::fromLatin1(text); }

QColor readColor(const QJsonValue& value)
{
    const QColor color(value.toString());
    Q_ASSERT_X(color.isValid(), "palette.json", qPrintable(value.toString()));
    return color;
}

std::size_t colorIndex(const QString& name)
{
    const std::optional<Color> color = colorNamed(name);
    Q_ASSERT_X(color, "palette.json", qPrintable(name));
    return static_cast<std::size_t>(color.value_or(Color::Text));
}

QPalette readPalette(const QJsonObject& roles, const std::array<QColor, kColorCount>& colors)
{
    QPalette palette;
    for (const PaletteRow& row : kPaletteRows) {
        palette.setColor(row.role, colors[colorIndex(roles[latin(row.name)].toString())]);
        const QJsonValue disabled = roles[QStringLiteral("Disabled.") + latin(row.name)];
        if (disabled.isString())
            palette.setColor(QPalette::Disabled, row.role, colors[colorIndex(disabled.toString())]);
    }
    return palette;
}

QJsonObject readFile()
{
    QFile file(QStringLiteral(":/look/palette.json"));
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace

Theme Theme::load(Scheme scheme)
{
    const QJsonObject file = readFile();
    const QJsonObject named = file[QLatin1StringView("themes")].toObject()[scheme == Scheme::Dark ? QLatin1StringView("dark") : QLatin1StringView("light")].toObject();
    Theme theme;
    theme.m_scheme = scheme;
    for (std::size_t i = 0; i < kColorCount; ++i)
        theme.m_colors[i] = readColor(named[latin(kColorNames[i])]);
    const QJsonArray series = named[QLatin1StringView("series")].toArray();
    for (const auto& value : series)
        theme.m_series.push_back(readColor(value));
    theme.m_seriesOther = readColor(named[QLatin1StringView("series_other")]);

    const QJsonObject kinds = file[QLatin1StringView("token_kinds")].toObject();
    for (std::size_t i = 0; i < kTokenKindNames.size(); ++i)
        theme.m_tokenKinds[i] = kinds[latin(kTokenKindNames[i])].toInt();
    const QJsonObject shapes = file[QLatin1StringView("status")].toObject();
    for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
        const QJsonObject shape = shapes[latin(kStatusNames[i])].toObject();
        theme.m_shapes[i].icon = shape[QLatin1StringView("shape")].toString().toLatin1();
        theme.m_shapes[i].color = static_cast<Color>(colorIndex(shape[QLatin1StringView("color")].toString()));
    }
    const QJsonObject scales = file[QLatin1StringView("type_scale")].toObject();
    for (std::size_t i = 0; i < kScaleNames.size(); ++i)
        theme.m_scales[i] = scales[latin(kScaleNames[i])].toDouble(1.0);
    const QJsonObject metrics = file[QLatin1StringView("metrics")].toObject();
    for (const MetricRow& row : kMetricRows)
        theme.m_metrics.*row.member = metrics[latin(row.name)].toInt();
    theme.m_palette = readPalette(file[QLatin1StringView("qpalette")].toObject(), theme.m_colors);
    return theme;
}

QColor Theme::color(TokenKind kind) const { return color(Series{m_tokenKinds[static_cast<std::size_t>(kind)]}); }

QColor Theme::color(Series series) const
{
    const auto index = static_cast<std::size_t>(std::max(series.index, 0));
    return index < m_series.size() ? m_series[index] : m_seriesOther;
}

QColor Theme::color(const Ink& ink) const
{
    return std::visit([this](auto which) { return color(which); }, ink);
}

QColor Theme::color(Status status) const { return color(m_shapes[static_cast<std::size_t>(status)].color); }

QString Theme::shape(Status status) const { return QString::fromLatin1(m_shapes[static_cast<std::size_t>(status)].icon); }

QPalette Theme::palette() const { return m_palette; }

QFont Theme::font(TextRole role) const
{
    const QFont base = QApplication::font();
    QFont font = base;
    if (role == TextRole::Mono) {
        // A list of families, so that Chinese text falls back to the application's family. The system returns an alias
        // ("monospace"), which a list does not resolve.
        const QString fixed = QFontInfo(QFontDatabase::systemFont(QFontDatabase::FixedFont)).family();
        font.setFamilies(QStringList{fixed} + base.families());
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    }
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * scale(role));
    else
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(base.pixelSize() * scale(role)))));
    font.setBold(role == TextRole::Heading || role == TextRole::Title || role == TextRole::Number);
    return font;
}

int Theme::px(int length) const
{
    const double pixels = QFontInfo(QApplication::font()).pixelSize();
    return static_cast<int>(std::lround(length * std::max(pixels, 1.0) / std::round(kReferencePixels)));
}

std::optional<Color> colorNamed(QStringView name)
{
    for (std::size_t i = 0; i < kColorNames.size(); ++i) {
        if (name == QLatin1StringView(kColorNames[i]))
            return static_cast<Color>(i);
    }
    return std::nullopt;
}

std::optional<Status> statusNamed(QStringView name)
{
    for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
        if (name == QLatin1StringView(kStatusNames[i]))
            return static_cast<Status>(i);
    }
    return std::nullopt;
}

const Theme& theme()
{
    if (const auto* style = qobject_cast<const SignalboxStyle*>(QApplication::style()))
        return style->theme();
    static const Theme light = Theme::load(Scheme::Light);
    return light;
}

void applyScheme(QApplication& application, Scheme scheme)
{
    // QApplication takes ownership of the style.
    auto* style = new SignalboxStyle(Theme::load(scheme));
    const QPalette palette = style->theme().palette();
    QApplication::setStyle(style);
    application.setPalette(palette);
}

} // namespace ui::look
