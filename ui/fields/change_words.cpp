#include "change_words.h"

#include "field_words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace ui::fields {

using gateway::config::ChangedPart;
using Kind = ChangedPart::Kind;

namespace {

struct List {
    std::string_view path;
    const char* order;
    const char* added;
    const char* removed;
    const char* field; ///< of an entry: its name, then what people call the field
};

constexpr std::array kLists{
    List{"providers", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the providers"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1” removed"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1”: %2")},
    List{"routes", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the routes"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1” removed"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1”: %2")},
    List{"consumers", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the consumers"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1” removed"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1”: %2")},
    List{"failures.rules", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the failure rules"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1” removed"), QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1”: %2")},
};

/// Fields without a row in a form.
struct Whole {
    std::string_view path;
    const char* name;
};

constexpr std::array kWholes{
    Whole{"version", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "format version")},
    Whole{"providers", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all providers")},
    Whole{"routes", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all routes")},
    Whole{"consumers", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all consumers")},
    Whole{"listen.tls", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "certificate")},
    Whole{"usage.refresh", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "refresh of prices and exchange rate")},
    Whole{"failures.rules", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all failure rules")},
    Whole{"failures.classes", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure classes")},
    Whole{"export.metrics", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "metrics")},
    Whole{"export.otlp", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "traces and metrics (OTLP)")},
};

constexpr std::string_view kOpen = "[\"";
constexpr std::string_view kClose = "\"]";

/// Removes the first step of a path, `.deepseek` or `["gpt-4.1"]`, and returns its name.
std::string takeStep(std::string_view& path)
{
    if (path.starts_with(kOpen)) {
        const std::size_t end = std::min(path.find(kClose, kOpen.size()), path.size());
        std::string name(path.substr(kOpen.size(), end - kOpen.size()));
        path.remove_prefix(std::min(end + kClose.size(), path.size()));
        return name;
    }
    if (path.starts_with('.')) path.remove_prefix(1);
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    std::string name(path.substr(0, end));
    path.remove_prefix(end);
    return name;
}

QString textOf(std::string_view text);

/// Display name of the field; for an entry, with the entry's name, such as "Keys: main".
QString fieldName(std::string_view path)
{
    QString name = FieldWords::name(path);
    const bool isQuoted = path.ends_with(kClose);
    const std::size_t step = isQuoted ? path.rfind(kOpen) : path.rfind('.');
    if (name != textOf(path) || step == std::string_view::npos) return name;
    const QString within = FieldWords::name(path.substr(0, step));
    std::string_view last = path.substr(step);
    return within == textOf(path.substr(0, step)) ? name : ChangeWords::tr("%1: %2", "a field, and the name of an entry of it").arg(within, textOf(takeStep(last)));
}

/// Whether a change of the list itself is one of its order.
bool isList(std::string_view path) { return std::ranges::find(kLists, path, &List::path) != kLists.end(); }

QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

QString ChangeWords::part(const ChangedPart& part)
{
    const std::string_view path = part.path;
    const auto whole = std::ranges::find(kWholes, path, &Whole::path);
    if (whole != kWholes.end() && !(part.kind == Kind::Changed && isList(path))) return tr(whole->name);
    for (const List& list : kLists) {
        if (!path.starts_with(list.path)) continue;
        std::string_view rest = path.substr(list.path.size());
        if (rest.empty()) return part.kind == Kind::Changed ? tr(list.order) : FieldWords::name(path);
        if (rest.front() != '.' && rest.front() != '[') continue;
        const std::string step = takeStep(rest);
        const QString entry = textOf(part.entry.empty() ? step : part.entry);
        if (!rest.empty()) return tr(list.field).arg(entry, fieldName(std::string(list.path) + "[]" + std::string(rest)));
        if (part.kind == Kind::Added) return tr(list.added).arg(entry);
        return part.kind == Kind::Removed ? tr(list.removed).arg(entry) : tr(list.field).arg(entry, tr("changed"));
    }
    return path.empty() ? tr("the whole file") : FieldWords::name(path);
}

QString ChangeWords::of(std::vector<ChangedPart> parts, std::size_t most)
{
    // A field that is written for editors is only reported if nothing else has changed.
    const auto isForEditors = [](const ChangedPart& part) { return part.path == "$schema"; };
    if (!std::all_of(parts.begin(), parts.end(), isForEditors)) std::erase_if(parts, isForEditors);
    QStringList words;
    for (std::size_t i = 0; i < std::min(parts.size(), most); ++i) words << part(parts[i]);
    const QString list = words.join(tr(", ", "between the parts of a list"));
    return parts.size() > most ? tr("%1 and %Ln more", "changed parts", static_cast<int>(parts.size() - most)).arg(list) : list;
}

} // namespace ui::fields
