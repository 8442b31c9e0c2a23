#include "keychain_settings.h"

#include "ui/dialogs/program/keychain_dialog.h"
#include "ui/models/formatter.h"
#include "ui/models/providers/keychain_trial.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/health_words.h"
#include "ui/words/sentence_words.h"

#include <QHBoxLayout>
#include <QShowEvent>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

using gateway::host::KeyHealth;
using models::KeychainTrial;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kKeychainGap = 8;

} // namespace

KeychainSettings::KeychainSettings(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_trial(new KeychainTrial(access, this)), m_state(new widgets::StatusLabel(this)),
      m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_other(new Button(ButtonKind::Plain, {}, QStringLiteral("act-key"), this)),
      m_again(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), this))
{
    setObjectName(QStringLiteral("keychainSettings"));
    build();
    retranslate();
    connect(m_again, &QPushButton::clicked, this, &KeychainSettings::checkAgain);
    connect(m_other, &QPushButton::clicked, this, [this] { dialogs::KeychainDialog::ask(m_access, *window()); });
    connect(m_trial, &KeychainTrial::changed, this, [this] {
        showTrial();
        if (m_trial->state() == KeychainTrial::State::Works && std::exchange(m_readsKeysAfter, false)) m_access.secrets().refreshKeys();
    });
    connect(&access.news(), &models::GatewayNews::statusChanged, this, &KeychainSettings::showTrial);
    connect(&access.news(), &models::GatewayNews::providersChanged, this, &KeychainSettings::showKeys);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &KeychainSettings::showKeys);
}

void KeychainSettings::build()
{
    m_state->setObjectName(QStringLiteral("keychainState"));
    m_sentence->setObjectName(QStringLiteral("keychainSentence"));
    m_other->setObjectName(QStringLiteral("keychainOther"));
    m_again->setObjectName(QStringLiteral("keychainCheck"));
    m_sentence->setWordWrap(true);
    addToHeading(m_other);
    addToHeading(m_again);
    addContent(m_state);
    addContent(m_sentence);
    m_sentence->setContentsMargins(0, look::theme().px(kKeychainGap / 2), 0, look::theme().px(kKeychainGap));
    addContent(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, this));
    m_service = addFact("keychainService");
    m_count = addFact("keychainKeys");
    m_unread = addFact("keychainUnread");
    auto* rows = new QWidget(this);
    m_list = new QVBoxLayout(rows);
    m_list->setContentsMargins(0, look::theme().px(kKeychainGap), 0, 0);
    m_list->setSpacing(look::theme().px(kKeychainGap));
    addContent(rows);
    body()->addStretch(1);
}

KeychainSettings::Fact KeychainSettings::addFact(const char* objectName)
{
    const look::Theme& theme = look::theme();
    auto* row = new QWidget(this);
    Fact fact{new Label({}, look::TextRole::Body, Label::Tone::Secondary, row), new Label({}, look::TextRole::Body, Label::Tone::Normal, row)};
    fact.value->setObjectName(QString::fromLatin1(objectName));
    fact.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    fact.value->setWordWrap(true);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, theme.px(kKeychainGap), 0, 0);
    line->setSpacing(theme.px(16));
    line->addWidget(fact.name);
    line->addWidget(fact.value, 1);
    addContent(row);
    return fact;
}

void KeychainSettings::retranslate()
{
    setTitle(tr("Keychain"));
    m_again->setText(tr("Check again"));
    m_again->setToolTip(tr("Writes, reads and deletes an entry, then reloads all keys"));
    m_other->setText(tr("Switch to this keychain…"));
    m_service.name->setText(tr("Stored in"));
    m_count.name->setText(tr("Keys in use"));
    m_unread.name->setText(tr("Unreadable keys"));
    showTrial();
    showKeys();
}

void KeychainSettings::checkAgain()
{
    m_readsKeysAfter = true;
    m_trial->begin();
}

QString KeychainSettings::serviceText() const
{
    const auto& move = m_access.control().status().keychainMove;
    if (move) return tr("%1 is not responding; %2 is available", "names of keychains").arg(QString::fromStdString(move->kept), QString::fromStdString(move->found));
    const std::string service = m_access.secrets().keychain().service;
    if (!service.empty()) return QString::fromStdString(service);
    if (m_trial->isAbsent()) return tr("no keychain found");
    return m_trial->state() == KeychainTrial::State::Works ? tr("system keychain") : tr("unknown");
}

void KeychainSettings::showTrial()
{
    m_state->setStatus(look::statusNamed(m_trial->status()).value_or(look::Status::Idle), m_trial->word(), m_trial->reason());
    m_sentence->setText(m_trial->sentence());
    m_sentence->setToolTip(m_trial->detail());
    m_other->setVisible(m_access.control().status().keychainMove.has_value());
    m_service.value->setText(serviceText());
}

void KeychainSettings::showKeys()
{
    for (widgets::StatusLabel* row : std::exchange(m_rows, {})) delete row;
    const auto facts = m_access.secrets().keychain();
    for (const auto& key : facts.keys) {
        if (key.health == KeyHealth::Ready || key.health == KeyHealth::Reading || key.health == KeyHealth::Disabled) continue;
        const words::StateText text = words::HealthWords::key(key.health);
        auto* row = new widgets::StatusLabel(m_list->parentWidget());
        row->setObjectName(QStringLiteral("keychainUnreadKey"));
        row->setStatus(look::statusNamed(text.status).value_or(look::Status::Error), QString::fromStdString(key.reference), text.word);
        row->setToolTip(words::SentenceWords::of(key.message));
        m_list->addWidget(row);
        m_rows.push_back(row);
    }
    const models::Formatter format;
    m_count.value->setText(facts.keys.empty() ? tr("none", "keys") : format.exact(static_cast<std::int64_t>(facts.keys.size())));
    m_unread.value->setText(m_rows.empty() ? tr("none", "keys") : format.exact(static_cast<std::int64_t>(m_rows.size())));
    m_service.value->setText(serviceText());
}

void KeychainSettings::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (event->spontaneous()) return;
    if (m_trial->state() != KeychainTrial::State::Locked) m_trial->begin();
    showKeys();
}

void KeychainSettings::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
