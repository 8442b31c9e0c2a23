#include "first_run_dialog.h"

#include "client_step.h"
#include "gateway_step.h"
#include "language_step.h"
#include "provider_step.h"
#include "step_line.h"

#include "ui/look/icons.h"
#include "ui/look/scroll.h"
#include "ui/models/gateway_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

namespace ui::wizard {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kRunWidth = 820;
constexpr int kRunHeight = 660; // with some detected tools; less on a small screen
constexpr int kScreenEdge = 48; // window frame
constexpr int kRailWidth = 190;
constexpr int kRunMargin = 24;
constexpr int kSignSize = 40;
constexpr int kAroundStep = 190; ///< its title above, the buttons below
constexpr int kLeastStep = 120;

class RunSign final : public QWidget {
public:
    explicit RunSign(QWidget* parent) : QWidget(parent) { setFixedSize(look::theme().px(kSignSize), look::theme().px(kSignSize)); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        look::applicationIcon().paint(&painter, rect());
    }
};

/// As high as the current step: no scroll bar because of another one.
class StepStack final : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;

    QSize minimumSizeHint() const override
    {
        const QSize widest = layout()->minimumSize();
        return currentWidget() ? QSize(widest.width(), currentWidget()->minimumSizeHint().height()) : widest;
    }
    int heightForWidth(int width) const override
    {
        const int least = minimumSizeHint().height();
        return currentWidget() && currentWidget()->hasHeightForWidth() ? std::max(currentWidget()->heightForWidth(width), least) : least;
    }
};

/// As high as the highest step, if the screen has room: the dialog keeps its size from step to step.
class StepScroll final : public QScrollArea {
public:
    StepScroll(QWidget* steps, QWidget* parent) : QScrollArea(parent)
    {
        look::scrollPlainly(*this, steps); // it also receives the events of the steps
    }

    QSize minimumSizeHint() const override
    {
        const QSize wanted = widget()->layout()->minimumSize();
        const int room = screen()->availableGeometry().height() - look::theme().px(kScreenEdge + kAroundStep);
        return {wanted.width() + verticalScrollBar()->sizeHint().width(), std::min(wanted.height(), std::max(room, look::theme().px(kLeastStep)))};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

FirstRunDialog::FirstRunDialog(Parts parts, QWidget* parent)
    : Dialog(parent), m_memory(std::move(parts.stateFile)), m_language(new LanguageStep(parts.access, this)),
      m_gateway(new GatewayStep(parts.access, this)), m_provider(new ProviderStep(parts.access, this)),
      m_client(new ClientStep(parts.model, parts.access, this)), m_proof(new ProofStep(parts.model, parts.access, parts.autostart, parts.hasTray, this)),
      m_steps{m_language, m_gateway, m_provider, m_client, m_proof}, m_rail(nullptr), m_line(nullptr),
      m_title(new Label({}, look::TextRole::Title, Label::Tone::Normal, this)), m_sentence(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_stack(new StepStack(this)), m_scroll(nullptr), m_back(new Button(ButtonKind::Plain, {}, {}, this)), m_skip(new Button(ButtonKind::Link, {}, {}, this)),
      m_next(new Button(ButtonKind::Primary, {}, {}, this))
{
    setObjectName(QStringLiteral("firstRun"));
    build();
    connectSteps();
    retranslate();
    const gateway::WallTime now = parts.model.clock().wallNow();
    if (!m_memory.begun()) m_memory.setBegun(now);
    m_proof->setSince(m_memory.begun().value_or(now));
    m_provider->resume(m_memory.provider(), m_memory.model());
    showStep(m_memory.step());
}

QSize FirstRunDialog::sizeIn(const QSize& room)
{
    const look::Theme& theme = look::theme();
    const int edge = theme.px(kScreenEdge);
    const bool isLow = room.height() - edge < theme.px(kRunHeight); // wider lines are fewer
    const int width = isLow ? std::max(room.width() - edge, theme.px(kRunWidth)) : theme.px(kRunWidth);
    return {std::min(width, room.width()), std::min(theme.px(kRunHeight), room.height() - edge)};
}

QWidget* FirstRunDialog::buildRail()
{
    const look::Theme& theme = look::theme();
    auto* rail = new QWidget(this);
    rail->setFixedWidth(theme.px(kRailWidth));
    auto* column = new QVBoxLayout(rail);
    const int margin = theme.px(kRunMargin);
    column->setContentsMargins(margin, margin, theme.px(theme.metrics().gap), margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(new RunSign(rail));
    column->addWidget(new Label(QStringLiteral("Signalbox"), look::TextRole::Title, Label::Tone::Normal, rail));
    column->addSpacing(theme.px(theme.metrics().gap));
    m_line = new StepLine(rail);
    m_line->setObjectName(QStringLiteral("steps"));
    column->addWidget(m_line);
    column->addStretch(1);
    return rail;
}

void FirstRunDialog::build()
{
    const look::Theme& theme = look::theme();
    m_title->setObjectName(QStringLiteral("stepTitle"));
    m_sentence->setObjectName(QStringLiteral("stepSentence"));
    m_back->setObjectName(QStringLiteral("backButton"));
    m_skip->setObjectName(QStringLiteral("skipButton"));
    m_next->setObjectName(QStringLiteral("nextButton"));
    m_sentence->setWordWrap(true);
    m_next->setDefault(true);
    for (Step* one : m_steps) m_stack->addWidget(one);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_skip);
    for (Step* one : m_steps) {
        if (Button* action = one->action()) buttons->addWidget(action);
    }
    buttons->addWidget(m_next);
    auto* column = new QVBoxLayout;
    const int margin = theme.px(kRunMargin);
    column->setContentsMargins(margin, margin, margin, theme.px(16));
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    m_scroll = new StepScroll(m_stack, this);
    column->addWidget(m_scroll, 1);
    column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Border, this));
    column->addLayout(buttons);
    m_rail = buildRail();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    // Reading order: the step, then the buttons from left to right.
    QWidget* last = m_back;
    setTabOrder(last, m_skip);
    last = m_skip;
    for (Step* one : m_steps) {
        if (!one->action()) continue;
        setTabOrder(last, one->action());
        last = one->action();
    }
    setTabOrder(last, m_next);
    resize(sizeIn(screen()->availableGeometry().size()));
}

void FirstRunDialog::connectSteps()
{
    for (Step* one : m_steps) {
        connect(one, &Step::changed, this, [this, one] {
            if (one == m_steps[static_cast<std::size_t>(m_current)]) settle();
        });
        connect(one, &Step::focusWanted, this, [this, one] {
            if (isVisible() && one == m_steps[static_cast<std::size_t>(m_current)]) focusStep();
        });
        connect(one, &Step::finished, this, [this] {
            const int following = m_current + 1;
            showStep(following < Proof && m_steps[static_cast<std::size_t>(following)]->isSettled() ? following + 1 : following);
        });
    }
    connect(m_back, &QPushButton::clicked, this, &FirstRunDialog::back);
    connect(m_skip, &QPushButton::clicked, this, &FirstRunDialog::skip);
    connect(m_next, &QPushButton::clicked, this, &FirstRunDialog::next);
    connect(m_provider, &ProviderStep::providerAdded, this, [this](const QString& id) {
        if (m_proof->isProven()) return;
        m_memory.setProvider(id);
        m_memory.setModel({});
    });
    connect(m_provider, &ProviderStep::modelFound, this, [this](const QString& model) {
        if (!m_proof->isProven()) m_memory.setModel(model);
    });
    connect(m_provider, &ProviderStep::modelFound, m_client, &ClientStep::setModel);
    connect(m_provider, &ProviderStep::modelFound, m_proof, &ProofStep::setModel);
    connect(m_proof, &ProofStep::proven, this, [this] { m_memory.setEnd(FirstRunMemory::End::Proven); });
    connect(m_proof, &ProofStep::gatewayWanted, this, [this] { showStep(Gateway); });
    connect(m_proof, &ProofStep::providerWanted, this, [this] { showStep(Provider); });
    connect(m_proof, &ProofStep::requestWanted, this, [this](const QString& id) {
        accept();
        Q_EMIT requestWanted(id);
    });
}

void FirstRunDialog::retranslate()
{
    setWindowTitle(tr("Set up Signalbox"));
    m_back->setText(tr("Back"));
    settleNames();
    settle();
}

void FirstRunDialog::settleNames()
{
    QStringList names;
    for (const Step* one : m_steps) names << one->name();
    m_line->setSteps(names);
}

void FirstRunDialog::showStep(int number)
{
    m_current = std::clamp(number, 0, static_cast<int>(StepCount) - 1);
    if (!m_proof->isProven()) m_memory.setStep(m_current);
    m_stack->setCurrentIndex(m_current);
    step().updateGeometry(); // the stack is as high as the step
    m_line->setCurrent(m_current);
    if (isVisible()) step().enter();
    settle();
    if (isVisible()) focusStep();
}

void FirstRunDialog::settle()
{
    const Step& shown = step();
    m_title->setText(shown.title());
    m_sentence->setText(shown.sentence());
    m_back->setVisible(m_current > 0);
    m_skip->setText(shown.skipText());
    m_skip->setVisible(!shown.skipText().isEmpty());
    m_next->setText(shown.goOnText());
    m_next->setEnabled(shown.canGoOn());
    for (Step* one : m_steps) {
        if (Button* action = one->action()) action->setVisible(one == &shown && one->hasAction());
    }
    // Enter triggers the button that leads on.
    Button* action = step().action();
    (action && shown.hasAction() && shown.isActionNext() ? action : m_next)->setDefault(true);
}

void FirstRunDialog::focusStep()
{
    QWidget* first = step().firstField();
    if (!first) first = m_next->isEnabled() ? m_next : step().action() && step().hasAction() ? step().action() : m_skip;
    first->setFocus(Qt::OtherFocusReason);
    m_scroll->verticalScrollBar()->setValue(0);
    if (m_stack->isAncestorOf(first)) m_scroll->ensureWidgetVisible(first);
}

void FirstRunDialog::next()
{
    if (m_current == Proof) return accept();
    step().goOn();
}

void FirstRunDialog::back()
{
    if (!step().goBack()) showStep(m_current - 1);
}

void FirstRunDialog::skip()
{
    if (m_current < Proof) return showStep(m_current + 1);
    m_memory.setEnd(FirstRunMemory::End::Declined);
    reject();
}

void FirstRunDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        for (Step* one : m_steps) one->retranslate();
        retranslate();
    }
    Dialog::changeEvent(event);
}

void FirstRunDialog::showEvent(QShowEvent* event)
{
    Dialog::showEvent(event);
    step().enter();
    settle();
    focusStep();
    centre();
    if (parentWidget()) parentWidget()->window()->installEventFilter(this); // the window manager may still place it
}

bool FirstRunDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (isVisible() && event->type() == QEvent::Move && parentWidget() && watched == parentWidget()->window()) centre();
    return Dialog::eventFilter(watched, event);
}

/// Qt places a dialog by the size that it has before its steps have theirs.
void FirstRunDialog::centre()
{
    layout()->activate();
    const QSize whole = size().expandedTo(minimumSizeHint());
    const QWidget* over = parentWidget() ? parentWidget()->window() : nullptr;
    const QRect room = screen()->availableGeometry();
    QRect place(QPoint(), whole);
    place.moveCenter(over && over->isVisible() && !over->isMinimized() ? over->frameGeometry().center() : room.center());
    place.moveTopLeft({std::max(room.left(), std::min(place.left(), room.right() - whole.width())),
        std::max(room.top(), std::min(place.top(), room.bottom() - whole.height()))});
    move(place.topLeft());
}

void FirstRunDialog::keyPressEvent(QKeyEvent* event)
{
    // Esc closes what is innermost: first a form in a step.
    if (event->key() == Qt::Key_Escape && step().escape()) return;
    Dialog::keyPressEvent(event);
}

void FirstRunDialog::paintEvent(QPaintEvent*)
{
    const look::Theme& theme = look::theme();
    QPainter painter(this);
    painter.fillRect(m_rail->geometry(), theme.color(look::Color::Rail));
    painter.fillRect(QRect(m_rail->geometry().right(), 0, 1, height()), theme.color(look::Color::Border));
}

} // namespace ui::wizard
