#include "settings_search.h"

#include "ui/fields/forms/field_row.h"
#include "ui/pages/settings/room_table.h"

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>

#include <algorithm>

namespace ui::pages {

namespace {

struct RoomWords {
    const char* id;
    const char* name;
    const char* sentence;
};

constexpr RoomWords kRooms[] = {
    {"general", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "General"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "language, theme, tray icon, closing the window, address for clients, setup wizard")},
    {"gateway", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Gateway"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "address and ports, access, limits, HTTPS and certificate")},
    {"resilience", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Resilience"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "timeouts, retries, cooldowns, fallback")},
    {"proxy", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Network proxy"), QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "proxy for connections to providers")},
    {"usage", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Usage and prices"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "retention, currency, budgets, prices")},
    {"export", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Metrics and log file"), QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "traces, metrics, log file")},
    {"keychain", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Keychain"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "where keys are stored, keychain status, unreadable keys")},
    {"data", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Data and backup"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "backups, backup passphrase, configuration history and versions")},
    {"json", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Configuration as JSON"), QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "edit the whole file as text")},
    {"log", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Log"), QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "what the gateway does")},
    {"desktop", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Desktop"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "start at login, updates, notifications, quiet hours")},
    {"doctor", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "Doctor"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "finds problems on this machine and suggests fixes")},
    {"about", QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "About"),
        QT_TRANSLATE_NOOP("ui::pages::SettingsPage", "version, licence, where the files are, memory, diagnostics for a report")},
};

const RoomWords* wordsOf(const QString& id)
{
    const auto found = std::ranges::find_if(kRooms, [&](const RoomWords& room) { return id == QLatin1StringView(room.id); });
    return found == std::end(kRooms) ? nullptr : found;
}

/// Whether its room has not hidden it; the room itself may be hidden.
bool isOffered(const QWidget* part, const QWidget* room)
{
    for (; part && part != room; part = part->parentWidget())
        if (part->testAttribute(Qt::WA_WState_ExplicitShowHide) && part->testAttribute(Qt::WA_WState_Hidden)) return false;
    return true;
}

/// Fields are searched separately.
bool isInField(const QWidget* part, const QWidget* room)
{
    for (; part && part != room; part = part->parentWidget())
        if (qobject_cast<const fields::FieldRow*>(part)) return true;
    return false;
}

/// Headings are the bold labels; the label of a row has a control.
bool isNamed(const QLabel& label) { return label.font().bold() || label.buddy(); }

bool hasAll(const QString& text, const QStringList& words)
{
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

QString SettingsSearch::roomName(const QString& id)
{
    const RoomWords* const words = wordsOf(id);
    return words ? tr(words->name) : id;
}

QString SettingsSearch::roomSentence(const QString& id)
{
    const RoomWords* const words = wordsOf(id);
    return words ? tr(words->sentence) : QString();
}

void SettingsSearch::addParts(std::vector<FoundSetting>& all, const Room& room)
{
    const QWidget& widget = room.widget();
    const auto add = [&](QWidget* part, const QString& name) {
        if (name.isEmpty() || !isOffered(part, &widget) || isInField(part, &widget)) return;
        const auto known = std::ranges::find_if(all, [&](const FoundSetting& one) { return one.room == room.id && one.name == name; });
        if (known == all.end()) all.push_back({name, part->toolTip(), room.id, {}, part});
        else if (!known->pattern.isEmpty() && !known->part) known->part = part; // a field with a separate control
    };
    for (QLabel* label : widget.findChildren<QLabel*>())
        if (isNamed(*label)) add(label, label->text());
    for (auto* button : widget.findChildren<QAbstractButton*>()) add(button, button->text());
}

std::vector<FoundSetting> SettingsSearch::find(const QString& typed) const
{
    const QStringList words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    std::vector<FoundSetting> all;
    for (const Room& room : m_rooms) all.push_back({roomName(room.id), roomSentence(room.id), room.id, {}, {}});
    for (const SettingPlace& place : settingPlaces())
        all.push_back({place.name(), place.sentence(), QString::fromStdString(place.room), QString::fromStdString(place.pattern), {}});
    for (const Room& room : m_rooms) addParts(all, room);
    std::erase_if(all, [&](const FoundSetting& one) {
        const QString room = roomName(one.room);
        return !hasAll(one.name + u' ' + one.sentence + u' ' + one.pattern + u' ' + room, words);
    });
    std::stable_partition(all.begin(), all.end(), [&](const FoundSetting& one) { return hasAll(one.name, words); });
    return all;
}

// A room that was not shown before must be laid out first.
void SettingsSearch::show(QWidget& part)
{
    const auto* label = qobject_cast<QLabel*>(&part);
    QWidget& control = label && label->buddy() ? *label->buddy() : part;
    if (control.focusPolicy() != Qt::NoFocus) control.setFocus(Qt::OtherFocusReason);
    QTimer::singleShot(0, &part, [&part] {
        for (QWidget* above = part.parentWidget(); above; above = above->parentWidget())
            if (auto* scroll = qobject_cast<QScrollArea*>(above)) scroll->ensureWidgetVisible(&part);
    });
}

} // namespace ui::pages
