#include "general_settings.h"

#include "https_settings.h"

#include "ui/models/formatter.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/label.h"
#include "ui/words/failure_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kEdge = 2; // of the card, which its padding counts from
constexpr int kControlWidth = 200;
constexpr int kAddressWidth = 290;

void choose(QComboBox* box, const std::string& value)
{
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(value))));
}

} // namespace

GeneralSettings::GeneralSettings(models::GatewayAccess& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_language(new QComboBox(this)), m_theme(new QComboBox(this)), m_closeToTray(new QCheckBox(this)),
      m_address(new widgets::AddressField(this)), m_saved(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this))
{
    setObjectName(QStringLiteral("generalSettings"));
    build();
    retranslate();
    connect(m_language, &QComboBox::activated, this, &GeneralSettings::save);
    connect(m_theme, &QComboBox::activated, this, &GeneralSettings::save);
    connect(m_closeToTray, &QCheckBox::toggled, this, &GeneralSettings::save);
    connect(&access, &models::GatewayAccess::settingsChanged, this, &GeneralSettings::showSettings);
    connect(&access, &models::GatewayAccess::statusChanged, this, &GeneralSettings::showFacts);
}

void GeneralSettings::build()
{
    const look::Theme& theme = look::theme();
    m_language->setObjectName(QStringLiteral("settingLanguage"));
    m_theme->setObjectName(QStringLiteral("settingTheme"));
    m_closeToTray->setObjectName(QStringLiteral("settingCloseToTray"));
    m_address->setObjectName(QStringLiteral("settingAddress"));
    m_saved->setObjectName(QStringLiteral("settingsSaved"));
    m_language->addItem(QString(), QStringLiteral("system"));
    // A language is named in itself, so that whoever needs it can read it.
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    for (const char* scheme : {"system", "light", "dark"}) m_theme->addItem(QString(), QString::fromLatin1(scheme));
    for (QComboBox* box : {m_language, m_theme}) box->setFixedWidth(theme.px(kControlWidth));
    m_address->setFixedWidth(theme.px(kAddressWidth));

    m_lookTitle = addSettingHeading(*this, true);
    m_languageRow = addSettingRow(*this, m_language, false);
    m_themeRow = addSettingRow(*this, m_theme, true);
    m_windowTitle = addSettingHeading(*this, false);
    m_closeRow = addSettingRow(*this, m_closeToTray, true);
    m_gatewayTitle = addSettingHeading(*this, false);
    m_addressRow = addSettingRow(*this, m_address, true);
    m_listening = addFact(QStringLiteral("factListening"));
    m_https = new HttpsSettings(m_access, theme.px(theme.metrics().cardPaddingX) - kEdge, this);
    body()->addWidget(m_https);
    m_filesTitle = addSettingHeading(*this, false);
    m_config = addFact(QStringLiteral("factConfig"));
    m_data = addFact(QStringLiteral("factData"));
    body()->addStretch(1);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(theme.px(theme.metrics().cardPaddingX) - kEdge, 0, theme.px(theme.metrics().cardPaddingX) - kEdge,
                               theme.px(theme.metrics().cardPaddingY) - 6);
    bottom->addStretch(1);
    bottom->addWidget(m_saved);
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
    m_lookTitle->setText(tr("Look"));
    m_languageRow.name->setText(tr("Language"));
    m_languageRow.sentence->setText(tr("of this window, the tray and messages"));
    m_language->setItemText(0, tr("As the system"));
    m_themeRow.name->setText(tr("Theme"));
    m_themeRow.sentence->setText(tr("follows the system’s switch between light and dark at once"));
    m_theme->setItemText(0, tr("As the system"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_windowTitle->setText(tr("Window"));
    m_closeRow.name->setText(tr("Keep running when the window is closed"));
    m_closeRow.sentence->setText(tr("the tray icon brings it back; without a tray the window is minimised"));
    m_closeToTray->setAccessibleName(m_closeRow.name->text());
    m_language->setAccessibleName(m_languageRow.name->text());
    m_theme->setAccessibleName(m_themeRow.name->text());
    m_gatewayTitle->setText(tr("Gateway"));
    m_addressRow.name->setText(tr("Address for clients"));
    m_address->setDescription(tr("Address for clients"));
    m_address->setCopyHint(tr("Copy the address"));
    m_listening.name->setText(tr("Listens on"));
    m_https->retranslate();
    m_filesTitle->setText(tr("Files"));
    m_config.name->setText(tr("Configuration"));
    m_data.name->setText(tr("Data"));
    m_saved->clear();
    showSettings();
    showFacts();
}

void GeneralSettings::showSettings()
{
    const auto& ui = m_access.settings().ui;
    choose(m_language, ui.language);
    choose(m_theme, ui.theme);
    const QSignalBlocker quiet(m_closeToTray);
    m_closeToTray->setChecked(ui.closeToTray);
    showFacts();
}

void GeneralSettings::showFacts()
{
    const auto& status = m_access.status();
    QStringList urls;
    for (const std::string& url : status.urls) urls << QString::fromStdString(url);
    m_address->setAddress(urls.isEmpty() ? QString() : urls.front() + QStringLiteral("/v1"), tr("not listening"));
    m_listening.value->setText(urls.isEmpty() ? tr("nothing") : urls.join(QStringLiteral(", ")));
    const auto given = m_access.commandLine();
    const QString sentence = tr("what a client is given as its base URL");
    m_addressRow.sentence->setText(given.address || given.httpPort ? tr("%1; the command line decides it").arg(sentence) : sentence);
    m_config.value->setText(QDir::toNativeSeparators(m_access.configFile()));
    m_data.value->setText(QDir::toNativeSeparators(m_access.dataDir()));
}

void GeneralSettings::save()
{
    auto next = m_access.settings();
    next.ui.language = m_language->currentData().toString().toStdString();
    next.ui.theme = m_theme->currentData().toString().toStdString();
    next.ui.closeToTray = m_closeToTray->isChecked();
    if (next.ui == m_access.settings().ui) return;
    m_access.change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->m_saved->setTone(changed ? Label::Tone::Secondary : Label::Tone::Error);
        guard->m_saved->setText(changed ? tr("Saved. Takes effect at once.") : words::FailureWords::change(changed.error()));
        guard->m_saved->setToolTip(changed ? QString() : QString::fromStdString(changed.error().message));
        // What could not be saved is not shown as if it were.
        if (!changed) guard->showSettings();
    });
}

void GeneralSettings::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
