#include "desktop_settings.h"

#include "saved_line.h"

#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ui::pages {

using models::Autostart;

namespace {

struct KindWords {
    const char* id;
    const char* name;
    const char* sentence;
};

constexpr std::array kKindWords{
    KindWords{"gateway", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Gateway problems"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "port in use, configuration error")},
    KindWords{"fallback", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Fallbacks"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "a provider other than the first choice answers, and when this ends")},
    KindWords{"rest", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Cooldowns"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "a provider, model or key cools down after failures, and when it is used again")},
    KindWords{"key", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Keys"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "one was rejected, is missing, or its keychain is locked")},
    KindWords{"certificate", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Certificate"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "custom HTTPS certificate expires within a month")},
    KindWords{"quota", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Quotas"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "at 80%, 95% and 100%, if reported by the provider")},
    KindWords{"budget", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Budgets"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "at 80%, 95% and 100%")},
    KindWords{"limit", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Limits"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "at the percentages in “warn_at” of a limit, and if a conversation repeats itself")},
    KindWords{"experiment", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Experiments"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "a target of an experiment was shown to be better")},
    KindWords{"update", QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "Updates"), QT_TRANSLATE_NOOP("ui::pages::DesktopSettings", "a new version is available or was installed")},
};

} // namespace

DesktopSettings::DesktopSettings(const Access& access, Autostart* autostart, QWidget* parent)
    : Card({}, parent), m_access(access), m_autostart(autostart), m_start(new QCheckBox(this)), m_startTitle(addSettingHeading(*this, true)),
      m_startRow(addSettingRow(*this, m_start, true)), m_updates(new QCheckBox(this)), m_updatesTitle(addSettingHeading(*this, false)),
      m_updatesRow(addSettingRow(*this, m_updates, true)), m_noticesTitle(addSettingHeading(*this, false)),
      m_quiet(new QCheckBox(this)), m_quietFrom(new QTimeEdit(this)), m_quietTo(new QTimeEdit(this)),
      m_saved(new SavedLine(access, this))
{
    setObjectName(QStringLiteral("desktopSettings"));
    m_start->setObjectName(QStringLiteral("settingAutostart"));
    m_updates->setObjectName(QStringLiteral("settingUpdates"));
    connect(m_updates, &QCheckBox::toggled, this, &DesktopSettings::save);
    m_saved->setObjectName(QStringLiteral("desktopSaved"));
    for (const KindWords& words : kKindWords) {
        auto* box = new QCheckBox(this);
        box->setObjectName(QStringLiteral("settingNotice-%1").arg(QLatin1String(words.id)));
        m_kinds.push_back({words.id, box, addSettingRow(*this, box, false)});
        connect(box, &QCheckBox::toggled, this, &DesktopSettings::save);
    }
    addQuietHours();
    body()->addStretch(1);
    const look::Theme& theme = look::theme();
    m_saved->setAlignment(Qt::AlignRight);
    m_saved->setContentsMargins(0, 0, theme.px(theme.metrics().cardPaddingX), theme.px(theme.metrics().cardPaddingY));
    body()->addWidget(m_saved);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &DesktopSettings::showSettings);
    if (m_autostart) {
        connect(m_start, &QCheckBox::toggled, m_autostart, &Autostart::set);
        connect(m_autostart, &Autostart::changed, this, &DesktopSettings::showAutostart);
        connect(m_autostart, &Autostart::failed, this, [this](const QString& reason) {
            m_saved->tellProblem(tr("Start at login cannot be changed: %1").arg(reason));
            showAutostart();
        });
    }
    retranslate();
}

void DesktopSettings::addQuietHours()
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(8));
    for (QWidget* control : {static_cast<QWidget*>(m_quiet), static_cast<QWidget*>(m_quietFrom), static_cast<QWidget*>(m_quietTo)})
        line->addWidget(control);
    m_quiet->setObjectName(QStringLiteral("settingQuiet"));
    m_quietFrom->setObjectName(QStringLiteral("settingQuietFrom"));
    m_quietTo->setObjectName(QStringLiteral("settingQuietTo"));
    m_quietRow = addSettingRow(*this, row, true);
    connect(m_quiet, &QCheckBox::toggled, this, [this](bool on) {
        m_quietFrom->setEnabled(on);
        m_quietTo->setEnabled(on);
        save();
    });
    for (QTimeEdit* time : {m_quietFrom, m_quietTo}) {
        time->setDisplayFormat(QStringLiteral("HH:mm"));
        connect(time, &QAbstractSpinBox::editingFinished, this, &DesktopSettings::save);
    }
}

void DesktopSettings::retranslate()
{
    m_startTitle->setText(tr("Start"));
    m_startRow.name->setText(tr("Start at login"));
    m_start->setAccessibleName(m_startRow.name->text());
    m_updatesTitle->setText(tr("Updates"));
    m_updatesRow.name->setText(tr("Check for updates"));
    m_updatesRow.sentence->setText(tr("once a day, in the local package lists; no network access"));
    m_updates->setAccessibleName(m_updatesRow.name->text());
    m_noticesTitle->setText(tr("Notifications"));
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        m_kinds[i].row.name->setText(tr(kKindWords[i].name));
        m_kinds[i].row.sentence->setText(tr(kKindWords[i].sentence));
        m_kinds[i].box->setAccessibleName(tr(kKindWords[i].name));
    }
    m_quietRow.name->setText(tr("Quiet hours"));
    m_quietRow.sentence->setText(tr("only problems that stop the gateway are shown"));
    m_quiet->setAccessibleName(m_quietRow.name->text());
    m_quietFrom->setAccessibleName(tr("Quiet hours start"));
    m_quietTo->setAccessibleName(tr("Quiet hours end"));
    m_saved->tell({});
    showSettings();
    showAutostart();
}

void DesktopSettings::showSettings()
{
    const auto& muted = m_access.configuration().settings().ui.muted;
    for (const Kind& kind : m_kinds) {
        const QSignalBlocker quiet(kind.box);
        kind.box->setChecked(std::find(muted.begin(), muted.end(), kind.id) == muted.end());
    }
    {
        const QSignalBlocker quiet(m_updates);
        m_updates->setChecked(m_access.configuration().settings().ui.checkUpdates);
    }
    const auto& hours = m_access.configuration().settings().ui.quietHours;
    const gateway::config::QuietHours shown = hours.value_or(gateway::config::QuietHours{});
    const QSignalBlocker quiet(m_quiet);
    const auto timeOf = [](const std::string& text) {
        const QTime time = QTime::fromString(QString::fromStdString(text), QStringLiteral("HH:mm"));
        return time.isValid() ? time : QTime(0, 0); // 24:00
    };
    m_quiet->setChecked(hours.has_value());
    if (hours || !m_quietFrom->time().isValid() || m_quietFrom->time() == m_quietTo->time()) {
        m_quietFrom->setTime(timeOf(shown.from));
        m_quietTo->setTime(timeOf(shown.to));
    }
    m_quietFrom->setEnabled(hours.has_value());
    m_quietTo->setEnabled(hours.has_value());
}

void DesktopSettings::showAutostart()
{
    const auto state = m_autostart ? m_autostart->state() : Autostart::State::Missing;
    const QSignalBlocker quiet(m_start);
    m_start->setChecked(state == Autostart::State::On || state == Autostart::State::Elsewhere);
    m_start->setEnabled(state != Autostart::State::Missing && state != Autostart::State::Unknown);
    switch (state) {
    case Autostart::State::Missing: m_startRow.sentence->setText(tr("not on this platform yet")); break;
    case Autostart::State::Elsewhere: m_startRow.sentence->setText(tr("the system starts another copy of Signalbox; disable and enable this to start this copy")); break;
    default: m_startRow.sentence->setText(tr("in the tray, without the window, when you log in")); break;
    }
}

void DesktopSettings::save()
{
    auto next = m_access.configuration().settings();
    next.ui.muted.clear();
    for (const Kind& kind : m_kinds)
        if (!kind.box->isChecked())
            next.ui.muted.emplace_back(kind.id);
    next.ui.checkUpdates = m_updates->isChecked();
    next.ui.quietHours.reset();
    if (m_quiet->isChecked())
        next.ui.quietHours = gateway::config::QuietHours{m_quietFrom->time().toString(QStringLiteral("HH:mm")).toStdString(),
            m_quietTo->time().toString(QStringLiteral("HH:mm")).toStdString()};
    if (next.ui == m_access.configuration().settings().ui)
        return;
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard)
            return;
        if (changed)
            return guard->m_saved->tell(tr("Saved. Takes effect at once."));
        guard->m_saved->tellRefusal(changed.error());
        guard->showSettings(); // a change that could not be saved is reverted
    });
}

void DesktopSettings::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

// It may have been changed in the system's settings meanwhile.
void DesktopSettings::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (m_autostart)
        m_autostart->look();
}

} // namespace ui::pages
