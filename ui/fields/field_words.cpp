#include "field_words.h"

#include <QCoreApplication>

#include <array>

namespace ui::fields {

namespace {

/// Whether `pattern` ends in `end`, at a field's beginning.
bool endsIn(std::string_view pattern, std::string_view end)
{
    return pattern.ends_with(end) && (pattern.size() == end.size() || pattern[pattern.size() - end.size() - 1] == '.');
}

constexpr std::array kUnits{
    std::pair{std::string_view("_ms"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "s")},
    std::pair{std::string_view("_bytes"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "bytes")},
    std::pair{std::string_view("_days"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "days")},
    std::pair{std::string_view("_mb"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "MB")},
    std::pair{std::string_view("min_bytes_per_second"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "bytes/s")},
    std::pair{std::string_view("failure_threshold"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "failures")},
    std::pair{std::string_view("factor"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    std::pair{std::string_view("batch"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    std::pair{std::string_view("flex"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    std::pair{std::string_view("prices[].priority"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
    std::pair{std::string_view("prices[].fast"), QT_TRANSLATE_NOOP("ui::fields::FieldWords", "×")},
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

QString FieldWords::unit(std::string_view pattern)
{
    for (const auto& [end, words] : kUnits)
        if (pattern.ends_with(end)) return QLatin1Char(' ') + text(words);
    return {};
}

} // namespace ui::fields
