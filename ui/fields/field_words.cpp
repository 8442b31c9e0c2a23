#include "field_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ui::fields {

namespace {

/// Whether `pattern` ends with `end`, starting at a field name.
bool endsIn(std::string_view pattern, std::string_view end)
{
    return pattern.ends_with(end) && (pattern.size() == end.size() || pattern[pattern.size() - end.size() - 1] == '.');
}

struct Unit {
    std::string_view end;
    const char* words;
    bool hasPlural = false;
};
constexpr std::array kUnits{
    Unit{"_ms", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "s")},
    Unit{"_bytes", QT_TRANSLATE_N_NOOP("ui::fields::FieldWords", "byte(s)"), true},
    Unit{"_days", QT_TRANSLATE_N_NOOP("ui::fields::FieldWords", "day(s)"), true},
    Unit{"_mb", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "MB")},
    Unit{"min_bytes_per_second", QT_TRANSLATE_N_NOOP("ui::fields::FieldWords", "byte(s)/s"), true},
    Unit{"failure_threshold", QT_TRANSLATE_N_NOOP("ui::fields::FieldWords", "failure(s)"), true},
    Unit{"factor", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    Unit{"batch", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    Unit{"flex", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    Unit{"prices[].priority", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    Unit{"prices[].fast", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
};

} // namespace

const FieldName* FieldWords::find(std::string_view pattern)
{
    const FieldName* best = nullptr;
    for (const FieldName& name : fieldNames())
        if (endsIn(pattern, name.end) && (!best || name.end.size() > best->end.size())) best = &name;
    return best;
}

QString FieldWords::text(const char* source) { return QCoreApplication::translate("ui::fields::FieldWords", source); }

QString FieldWords::name(std::string_view pattern)
{
    const FieldName* found = find(pattern);
    return found ? text(found->name) : QString::fromUtf8(pattern.data(), static_cast<qsizetype>(pattern.size()));
}

QString FieldWords::sentence(std::string_view pattern)
{
    const FieldName* found = find(pattern);
    return found && found->sentence ? text(found->sentence) : QString();
}

QString FieldWords::value(std::string_view pattern, std::string_view value)
{
    const std::string whole = std::string(pattern) + '=' + std::string(value);
    const ValueName* best = nullptr;
    for (const ValueName& name : valueNames()) {
        const bool fits = endsIn(whole, name.end) || name.end == value;
        if (fits && (!best || name.end.size() > best->end.size())) best = &name;
    }
    return best ? text(best->name) : QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

QString FieldWords::placed(std::string_view path, const QString& message)
{
    if (path.ends_with(']')) return message;
    std::string pattern;
    bool isIndex = false;
    for (const char c : path) {
        isIndex = isIndex && c != ']';
        if (!isIndex) pattern += c;
        isIndex = isIndex || c == '[';
    }
    return QCoreApplication::translate("ui::fields::FieldWords", "%1: %2", "a field, and what is odd about it").arg(name(pattern), message);
}

QString FieldWords::unit(std::string_view pattern, int count)
{
    const auto found = std::ranges::find_if(kUnits, [&](const Unit& unit) { return pattern.ends_with(unit.end); });
    if (found == kUnits.end()) return {};
    return QLatin1Char(' ') + (found->hasPlural ? QCoreApplication::translate("ui::fields::FieldWords", found->words, nullptr, count) : text(found->words));
}

} // namespace ui::fields
