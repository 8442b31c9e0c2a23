#include "try_dialog.h"

#include "model_field.h"
#include "try_turn.h"

#include "ui/dialogs/text_field.h"
#include "ui/look/scroll.h"
#include "ui/look/window_size.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/empty_state.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QWindow>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kTryWidth = 620;
constexpr int kTryHeight = 600;
constexpr int kTryMargin = 20;
constexpr int kMessageLines = 3;
constexpr std::size_t kMostRecords = 32;

} // namespace

TryDialog::TryDialog(models::GatewayModel& model, const Access& access, QWidget* parent)
    : Dialog(parent), m_gateway(model), m_request(access), m_list(access), m_title(new Label({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_modelLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_model(new ModelField(this)),
      m_empty(new widgets::EmptyState(QStringLiteral("nav-try"), widgets::EmptyState::Size::Page, this)), m_emptyRoom(new QScrollArea(this)), m_scroll(new QScrollArea(this)),
      m_message(new dialogs::TextField(kMessageLines, this)), m_clear(new Button(ButtonKind::Link, {}, {}, this)),
      m_stop(new Button(ButtonKind::Plain, {}, QStringLiteral("act-stop"), this)), m_send(new Button(ButtonKind::Primary, {}, {}, this))
{
    setObjectName(QStringLiteral("tryDialog"));
    build();
    addModels(testModels(model, access));
    connectParts();
    connect(&access.news(), &models::GatewayNews::live, this, &TryDialog::hear);
    retranslate();
    settle();
    // A separate window: a child of the main window would cover its search list permanently.
    setWindowFlag(Qt::Window);
    winId();
    windowHandle()->setTransientParent(nullptr);
}

void TryDialog::build()
{
    const look::Theme& theme = look::theme();
    const int margin = theme.px(kTryMargin);
    auto* turns = new QWidget;
    m_column = new QVBoxLayout(turns);
    m_column->setContentsMargins({});
    m_column->addStretch(1);
    look::scrollPlainly(*m_scroll, turns);
    look::scrollPlainly(*m_emptyRoom, m_empty);
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a model name may be wider than the panel
    auto* top = new QHBoxLayout;
    top->setSpacing(theme.px(8));
    top->addWidget(m_modelLabel);
    top->addWidget(m_model, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_clear);
    buttons->addStretch(1);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_send);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_title);
    column->addLayout(top);
    column->addWidget(m_emptyRoom, 1);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_message);
    column->addLayout(buttons);
    m_model->setObjectName(QStringLiteral("tryModel"));
    m_message->setObjectName(QStringLiteral("tryMessage"));
    m_clear->setObjectName(QStringLiteral("tryClear"));
    m_stop->setObjectName(QStringLiteral("tryStop"));
    m_send->setObjectName(QStringLiteral("trySend"));
    m_message->setFont(theme.font(look::TextRole::Body));
    m_message->installEventFilter(this);
    for (Button* button : {m_clear, m_stop, m_send}) button->setAutoDefault(false); // Enter sends the message
    look::sizeOnScreen(*this, kTryWidth, kTryHeight);
}

void TryDialog::connectParts()
{
    connect(m_send, &QPushButton::clicked, this, &TryDialog::askTyped);
    connect(m_stop, &QPushButton::clicked, this, &TryDialog::stop);
    connect(m_clear, &QPushButton::clicked, this, &TryDialog::clear);
    connect(m_message, &QPlainTextEdit::textChanged, this, &TryDialog::settle);
    connect(m_model, &QComboBox::currentTextChanged, this, &TryDialog::settle);
    connect(m_model, &ModelField::chosen, this, [this] { m_message->setFocus(Qt::OtherFocusReason); });
    connect(&m_gateway, &models::GatewayModel::headlineChanged, this, &TryDialog::settle);
    connect(&m_list, &TryModels::listed, this, &TryDialog::addModels);
    connect(this, &QDialog::finished, this, &TryDialog::stop);
    connect(&m_request, &TestRequest::answering, this, [this] { m_turns.back()->setFacts(m_request.facts(), false); });
    connect(&m_request, &TestRequest::textAdded, this, [this](const QString& text) {
        m_turns.back()->add(text);
        m_turns.back()->setFacts(m_request.facts(), false);
        scrollDown();
    });
    connect(&m_request, &TestRequest::finished, this, &TryDialog::end);
}

void TryDialog::retranslate()
{
    setWindowTitle(tr("Try it"));
    m_title->setText(tr("Try it"));
    m_modelLabel->setText(tr("Model name"));
    widgets::setBoxLabel(*m_model, tr("Model name"));
    m_message->setAccessibleName(tr("Message"));
    m_message->setPlaceholderText(tr("A message; Enter sends it, Shift+Enter begins a new line"));
    m_empty->setTexts(tr("Talk with a model through the gateway"),
        tr("Messages are sent as by any client on this machine.\nEach answer shows its route, provider, tokens, cost and timing."));
    m_clear->setText(tr("New conversation"));
    m_stop->setText(tr("Stop"));
    m_send->setText(tr("Send"));
    for (TryTurn* turn : m_turns) turn->retranslate();
    settle();
}

// Models that are known at once come first; the user's input or selection is kept.
void TryDialog::addModels(const QStringList& names)
{
    const QString chosen = m_model->currentText();
    for (const QString& name : names) {
        if (m_model->findText(name) < 0) m_model->addItem(name);
    }
    if (!chosen.isEmpty()) m_model->setCurrentText(chosen);
}

void TryDialog::settle()
{
    const bool isRunning = m_request.isRunning();
    const QString address = m_gateway.address();
    m_emptyRoom->setVisible(m_turns.empty());
    m_scroll->setVisible(!m_turns.empty());
    m_clear->setVisible(!m_turns.empty() && !isRunning);
    m_stop->setVisible(isRunning);
    m_send->setEnabled(!isRunning && !address.isEmpty() && !m_model->currentText().trimmed().isEmpty() && !m_message->toPlainText().trimmed().isEmpty());
    m_send->setToolTip(address.isEmpty() ? tr("The gateway is not listening") : QString());
}

std::vector<ChatLine> TryDialog::talk(const QString& question) const
{
    std::vector<ChatLine> lines;
    for (const TryTurn* turn : m_turns) {
        if (turn->answer().isEmpty()) continue; // it was never answered
        lines.push_back({QStringLiteral("user"), turn->question()});
        lines.push_back({QStringLiteral("assistant"), turn->answer()});
    }
    lines.push_back({QStringLiteral("user"), question});
    return lines;
}

void TryDialog::askTyped()
{
    if (!m_send->isEnabled()) return;
    const QString question = m_message->toPlainText().trimmed();
    m_message->clear();
    ask(question);
}

void TryDialog::askAnything() { ask(tr("Say in one sentence what a signal box does.")); }

void TryDialog::offer(const QString& model, const QString& question)
{
    if (!model.isEmpty()) m_model->setCurrentText(model);
    if (!question.isEmpty()) m_message->setPlainText(question);
    m_message->setFocus(Qt::OtherFocusReason);
}

void TryDialog::ask(const QString& question)
{
    if (m_request.isRunning()) return;
    const auto lines = talk(question);
    auto* turn = new TryTurn(m_gateway, question, m_scroll->widget());
    m_turns.push_back(turn);
    m_column->insertWidget(m_column->count() - 1, turn);
    const QString model = m_model->currentText().trimmed();
    const QString address = m_gateway.address();
    if (address.isEmpty() || model.isEmpty()) {
        TestFacts facts;
        facts.errorCode = address.isEmpty() ? QStringLiteral("unreachable") : QStringLiteral("model_not_found");
        facts.error = gateway::asIs((address.isEmpty() ? tr("The gateway is not listening") : tr("No models available. Add a provider first")).toStdString());
        turn->setFacts(facts, true);
    } else {
        m_request.sendTalk(QUrl(address), model, lines);
    }
    settle();
    scrollDown();
}

void TryDialog::stop()
{
    if (!m_request.isRunning()) return;
    m_request.cancel();
    m_turns.back()->setFacts(m_request.facts(), true);
    m_turns.back()->setStopped();
    match();
    settle();
}

void TryDialog::end()
{
    m_turns.back()->setFacts(m_request.facts(), true);
    match();
    settle();
    scrollDown();
}

void TryDialog::hear(const gateway::usage::LiveSnapshot& snapshot)
{
    if (m_turns.empty() || snapshot.finished.empty()) return;
    for (const auto& record : snapshot.finished) m_records.push_back(record);
    while (m_records.size() > kMostRecords) m_records.pop_front();
    match();
}

/// An answer and its record arrive independently.
void TryDialog::match()
{
    TryTurn* const turn = m_turns.back();
    const std::string id = turn->facts().requestId.toStdString();
    if (!turn->isEnded() || id.empty()) return;
    for (const auto& record : m_records) {
        if (record->id == id) turn->setRecord(*record);
    }
}

void TryDialog::clear()
{
    for (TryTurn* turn : m_turns) turn->deleteLater();
    m_turns.clear();
    m_records.clear();
    settle();
    m_message->setFocus(Qt::OtherFocusReason);
}

void TryDialog::scrollDown()
{
    m_scroll->widget()->layout()->activate();
    QScrollBar* const bar = m_scroll->verticalScrollBar();
    QMetaObject::invokeMethod(bar, [bar] { bar->setValue(bar->maximum()); }, Qt::QueuedConnection);
}

bool TryDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_message && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && !(key->modifiers() & Qt::ShiftModifier)) {
            askTyped();
            return true;
        }
    }
    return Dialog::eventFilter(watched, event);
}

void TryDialog::showEvent(QShowEvent* event)
{
    Dialog::showEvent(event);
    if (event->spontaneous()) return;
    if (!m_gateway.address().isEmpty()) m_list.ask(QUrl(m_gateway.address()));
    m_message->setFocus(Qt::OtherFocusReason);
}

void TryDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Cancel) && m_request.isRunning()) return stop();
    Dialog::keyPressEvent(event);
}

void TryDialog::changeEvent(QEvent* event)
{
    Dialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace ui::pages
