#include "loop_card.h"

#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace ui::pages {

using gateway::config::LoopAction;
using gateway::config::LoopSettings;
using gateway::config::Settings;
using widgets::Label;

namespace {

constexpr int kLeastRepeats = 2;
constexpr int kMostRepeats = 1000;

/// In force for all requests; empty: off.
std::optional<LoopSettings> guardOf(const Settings& settings) { return settings.policies.loop.value_or(std::nullopt); }

/// How many routes and consumers have a loop guard of their own, or switch it off.
int othersIn(const Settings& settings)
{
    const auto hasOwn = [](const auto& place) { return place.policies.loop.has_value(); };
    return static_cast<int>(std::ranges::count_if(settings.routes, hasOwn) + std::ranges::count_if(settings.consumers, hasOwn));
}

} // namespace

LoopCard::LoopCard(const Access& access, const gateway::Clock& clock, QWidget* parent)
    : Card({}, parent), m_gateway(access), m_isOn(new QCheckBox(this)), m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_repeats(new QSpinBox(this)),
      m_action(new QComboBox(this)), m_problem(new widgets::ProblemLine(this)), m_refusal(access), m_history(access, clock)
{
    setObjectName(QStringLiteral("loopCard"));
    build();
    retranslate();
    connect(m_isOn, &QCheckBox::toggled, this, &LoopCard::save);
    connect(m_repeats, &QSpinBox::valueChanged, this, &LoopCard::save);
    connect(m_action, &QComboBox::activated, this, &LoopCard::save);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &LoopCard::showSettings);
    connect(&access.news(), &models::GatewayNews::loopNoticed, &m_history, &models::LoopHistory::add);
    connect(&m_history, &models::LoopHistory::changed, this, &LoopCard::showSettings);
    connect(&m_refusal, &models::ChangeRefusal::over, m_problem, [this] { m_problem->say({}); });
}

void LoopCard::build()
{
    const look::Theme& theme = look::theme();
    m_isOn->setObjectName(QStringLiteral("loopGuard"));
    m_repeats->setObjectName(QStringLiteral("loopRepeats"));
    m_repeats->setRange(kLeastRepeats, kMostRepeats);
    m_repeats->setKeyboardTracking(false);
    m_action->setObjectName(QStringLiteral("loopAction"));
    m_action->setSizeAdjustPolicy(QComboBox::AdjustToContents); // also in another language
    m_action->addItem(QString(), static_cast<int>(LoopAction::Warn));
    m_action->addItem(QString(), static_cast<int>(LoopAction::Refuse));
    m_sentence->setObjectName(QStringLiteral("loopSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setBuddy(m_action);
    m_problem->setObjectName(QStringLiteral("loopProblem"));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_isOn);
    words->addWidget(m_sentence);
    words->addWidget(m_problem);
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(theme.px(8));
    line->addLayout(words, 1);
    line->addWidget(m_repeats);
    line->addWidget(m_action);
    addContent(row);
}

void LoopCard::retranslate()
{
    m_isOn->setText(tr("Loop guard"));
    m_repeats->setAccessibleName(tr("Equal calls in a row"));
    m_repeats->setSuffix(tr(" times", "suffix of a number"));
    m_action->setAccessibleName(tr("Action"));
    m_action->setItemText(0, tr("Warn"));
    m_action->setItemText(1, tr("Refuse once"));
    m_action->setItemData(1, tr("The client gets an error once. The same request goes through when it is sent again."), Qt::ToolTipRole);
    showSettings();
}

void LoopCard::showSettings()
{
    const Settings& settings = m_gateway.configuration().settings();
    const auto guard = guardOf(settings);
    const QSignalBlocker quietOn(m_isOn);
    const QSignalBlocker quietRepeats(m_repeats);
    m_isOn->setChecked(guard.has_value());
    const LoopSettings shown = guard.value_or(LoopSettings());
    m_repeats->setValue(shown.repeats);
    m_action->setCurrentIndex(m_action->findData(static_cast<int>(shown.action)));
    m_repeats->setEnabled(guard.has_value());
    m_action->setEnabled(guard.has_value());
    const QString sentence = tr("Acts if a conversation repeats the same tool call with the same arguments and result.");
    const int others = othersIn(settings);
    QStringList said{others == 0 ? sentence : tr("%1 Set differently for %Ln route(s) or consumer(s).", nullptr, others).arg(sentence)};
    if (const QString history = m_history.text(); !history.isEmpty() && (guard || others > 0 || m_history.loops() > 0)) said += history;
    m_sentence->setText(said.join(QLatin1Char(' ')));
}

void LoopCard::save()
{
    Settings next = m_gateway.configuration().settings();
    const auto before = guardOf(next);
    std::optional<LoopSettings> guard;
    if (m_isOn->isChecked()) guard = LoopSettings{m_repeats->value(), static_cast<LoopAction>(m_action->currentData().toInt())};
    if (guard == before) return;
    next.policies.loop.reset();
    if (guard) next.policies.loop.emplace(guard);
    m_gateway.configuration().change(next, [card = QPointer(this)](const gateway::Result<void>& changed) {
        if (!card) return;
        if (changed) card->m_refusal.clear();
        else card->m_refusal.set(changed.error());
        card->m_problem->say(card->m_refusal.text());
        if (!changed) card->showSettings(); // a change that could not be saved is reverted
    });
}

} // namespace ui::pages
