#include "general_settings.h"

#include "ui/dialogs/look_fields.h"
#include "ui/models/formatter.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kEdge = 2; // of the card, included in its padding
constexpr int kControlWidth = 200;
constexpr int kAddressWidth = 290;
constexpr int kLeastAddressWidth = 180;

} // namespace

GeneralSettings::GeneralSettings(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_look(new dialogs::LookFields(access, this)), m_trayIcon(new QComboBox(this)), m_closeToTray(new QCheckBox(this)), m_askAboutClients(new QCheckBox(this)),
      m_firstRun(new widgets::Button(widgets::ButtonKind::Link, {}, {}, this)), m_address(new widgets::AddressField(this)),
      m_onlyOne(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_saved(new SavedLine(access, this))
{
    setObjectName(QStringLiteral("generalSettings"));
    build();
    retranslate();
    connect(m_look, &dialogs::LookFields::saved, this, &GeneralSettings::showSaved);
    connect(m_firstRun, &QPushButton::clicked, this, &GeneralSettings::firstRunRequested);
    connect(m_trayIcon, &QComboBox::activated, this, &GeneralSettings::save);
    for (QCheckBox* box : {m_closeToTray, m_askAboutClients}) connect(box, &QCheckBox::toggled, this, &GeneralSettings::save);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &GeneralSettings::showSettings);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, &GeneralSettings::showFacts);
}

void GeneralSettings::build()
{
    const look::Theme& theme = look::theme();
    m_trayIcon->setObjectName(QStringLiteral("settingTrayIcon"));
    for (const char* panel : {"system", "light", "dark"}) m_trayIcon->addItem(QString(), QString::fromLatin1(panel));
    m_closeToTray->setObjectName(QStringLiteral("settingCloseToTray"));
    m_askAboutClients->setObjectName(QStringLiteral("settingAskAboutClients"));
    m_firstRun->setObjectName(QStringLiteral("showFirstRun"));
    m_address->setObjectName(QStringLiteral("settingAddress"));
    m_onlyOne->setObjectName(QStringLiteral("listensOnOne"));
    m_saved->setObjectName(QStringLiteral("settingsSaved"));
    for (QComboBox* box : {m_look->language(), m_look->theme(), m_trayIcon}) box->setFixedWidth(theme.px(kControlWidth));
    m_address->setMinimumWidth(theme.px(kLeastAddressWidth));
    m_address->setMaximumWidth(theme.px(kAddressWidth));

    m_lookTitle = addSettingHeading(*this, true);
    m_languageRow = addSettingRow(*this, m_look->language(), false);
    m_themeRow = addSettingRow(*this, m_look->theme(), false);
    m_trayRow = addSettingRow(*this, m_trayIcon, true);
    m_windowTitle = addSettingHeading(*this, false);
    m_closeRow = addSettingRow(*this, m_closeToTray, false);
    m_askRow = addSettingRow(*this, m_askAboutClients, true);
    m_gatewayTitle = addSettingHeading(*this, false);
    m_addressRow = addSettingRow(*this, m_address, true);
    m_listening = addFact(QStringLiteral("factListening"));
    m_onlyOne->setWordWrap(true);
    const int x = theme.px(theme.metrics().cardPaddingX) - kEdge;
    m_onlyOne->setContentsMargins(x, theme.px(4), x, 0);
    body()->addWidget(m_onlyOne);
    m_filesTitle = addSettingHeading(*this, false);
    m_config = addFact(QStringLiteral("factConfig"));
    m_data = addFact(QStringLiteral("factData"));
    body()->addStretch(1);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(theme.px(theme.metrics().cardPaddingX) - kEdge, 0, theme.px(theme.metrics().cardPaddingX) - kEdge,
                               theme.px(theme.metrics().cardPaddingY) - 6);
    bottom->setSpacing(theme.px(16));
    m_saved->setWordWrap(true);
    m_saved->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    bottom->addWidget(m_firstRun);
    bottom->addWidget(m_saved, 1);
    body()->addLayout(bottom);
}

GeneralSettings::Fact GeneralSettings::addFact(const QString& objectName)
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - kEdge;
    Fact fact{new Label({}, look::TextRole::Body, Label::Tone::Secondary, this),
              new ElidedLabel({}, look::TextRole::Mono, Label::Tone::Normal, this)};
    fact.value->setObjectName(objectName);
    fact.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    fact.value->setElideMode(Qt::ElideMiddle);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(x, theme.px(8), x, 0);
    line->setSpacing(theme.px(16));
    line->addWidget(fact.name);
    line->addWidget(fact.value, 1);
    body()->addLayout(line);
    return fact;
}

void GeneralSettings::retranslate()
{
    m_lookTitle->setText(tr("Appearance"));
    m_languageRow.name->setText(tr("Language"));
    m_languageRow.sentence->setText(tr("window, tray and notifications"));
    m_look->retranslate();
    m_themeRow.name->setText(tr("Theme"));
    m_themeRow.sentence->setText(tr("“System”: like other windows on this desktop"));
    m_trayRow.name->setText(tr("Tray icon"));
    m_trayRow.sentence->setText(tr("for a light or a dark panel"));
    m_trayIcon->setAccessibleName(m_trayRow.name->text());
    m_trayIcon->setItemText(0, tr("System"));
    m_trayIcon->setItemText(1, tr("For a light panel"));
    m_trayIcon->setItemText(2, tr("For a dark panel"));
    m_firstRun->setText(tr("Run setup wizard…"));
    m_windowTitle->setText(tr("Window"));
    m_closeRow.name->setText(tr("Keep running when the window is closed"));
    m_closeRow.sentence->setText(tr("the tray icon brings it back; without a tray the window is minimised"));
    m_closeToTray->setAccessibleName(m_closeRow.name->text());
    m_askRow.name->setText(tr("Ask about clients when quitting"));
    m_askRow.sentence->setText(tr("whether to restore the settings of clients that use Signalbox"));
    m_askAboutClients->setAccessibleName(m_askRow.name->text());
    m_gatewayTitle->setText(tr("Gateway"));
    m_addressRow.name->setText(tr("Address for clients"));
    m_address->setDescription(tr("Address for clients"));
    m_address->setCopyHint(tr("Copy address"));
    m_listening.name->setText(tr("Listens on"));
    m_filesTitle->setText(tr("Files"));
    m_config.name->setText(tr("Configuration"));
    m_data.name->setText(tr("Data"));
    m_saved->tell({});
    showSettings();
    showFacts();
}

void GeneralSettings::showSettings()
{
    const QSignalBlocker quiet(m_closeToTray), quietToo(m_askAboutClients);
    m_trayIcon->setCurrentIndex(std::max(m_trayIcon->findData(QString::fromStdString(m_access.configuration().settings().ui.trayIcon)), 0));
    m_closeToTray->setChecked(m_access.configuration().settings().ui.closeToTray);
    m_askAboutClients->setChecked(m_access.configuration().settings().ui.askAboutClients);
    showFacts();
}

void GeneralSettings::showFacts()
{
    const auto& status = m_access.control().status();
    QStringList urls;
    for (const std::string& url : status.urls) urls << QString::fromStdString(url);
    m_address->setAddress(urls.isEmpty() ? QString() : urls.front() + QStringLiteral("/v1"), tr("not listening"));
    m_listening.value->setText(urls.isEmpty() ? tr("nothing") : words::SentenceWords::listed(urls));
    const std::string& missing = status.missingLoopback;
    m_onlyOne->setVisible(!missing.empty());
    m_onlyOne->setText(tr("%1 is not available on this machine. If a client requires it, enter the numeric address instead.").arg(QString::fromStdString(missing)));
    const auto given = m_access.control().commandLine();
    const QString sentence = tr("base URL for clients");
    m_addressRow.sentence->setText(given.address || given.httpPort ? tr("%1; set by the command line or the environment").arg(sentence) : sentence);
    m_config.value->setText(QDir::toNativeSeparators(m_access.configuration().configFile()));
    m_data.value->setText(QDir::toNativeSeparators(m_access.control().dataDir()));
}

void GeneralSettings::save()
{
    auto next = m_access.configuration().settings();
    next.ui.trayIcon = m_trayIcon->currentData().toString().toStdString();
    next.ui.closeToTray = m_closeToTray->isChecked();
    next.ui.askAboutClients = m_askAboutClients->isChecked();
    if (next.ui == m_access.configuration().settings().ui) return;
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->showSaved(changed ? std::nullopt : std::optional(changed.error()));
        // A change that could not be saved is reverted.
        if (!changed) guard->showSettings();
    });
}

void GeneralSettings::showSaved(const std::optional<gateway::Error>& problem)
{
    if (problem) m_saved->tellRefusal(*problem);
    else m_saved->tell(tr("Saved. Takes effect at once."));
}

void GeneralSettings::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
