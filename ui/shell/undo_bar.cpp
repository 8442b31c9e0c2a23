#include "undo_bar.h"

#include "shortcuts.h"

#include "ui/look/theme.h"
#include "ui/models/entry_names.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPointer>

#include <utility>

namespace ui::shell {

using gateway::host::ConfigEditing;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kShown_ms = 15000;
constexpr std::size_t kNamedParts = 3;

} // namespace

UndoBar::UndoBar(const Access& access, QWidget* parent)
    : QWidget(parent), m_editing(access.configuration().editing()), m_nameOf(models::entryNames(access)), m_text(new widgets::ElidedLabel({}, look::TextRole::Body, widgets::Label::Tone::Normal, this)),
      m_action(new Button(ButtonKind::Link, {}, QStringLiteral("act-undo"), this)), m_close(new Button(ButtonKind::Icon, {}, QStringLiteral("act-close"), this)), m_end(this), m_refusal(access)
{
    setObjectName(QStringLiteral("undoBar"));
    m_text->setObjectName(QStringLiteral("undoText"));
    m_action->setObjectName(QStringLiteral("undoButton"));
    m_close->setObjectName(QStringLiteral("undoClose"));
    m_end.setObjectName(QStringLiteral("undoEnd"));
    const look::Theme& theme = look::theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(theme.metrics().pageMargin), theme.px(4), theme.px(theme.metrics().pageMargin), theme.px(4));
    row->setSpacing(theme.px(8));
    row->addWidget(m_text);
    row->addWidget(m_action);
    row->addStretch(1);
    row->addWidget(m_close);
    m_end.setSingleShot(true);
    m_end.setInterval(kShown_ms);
    connect(&m_end, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, &UndoBar::act);
    connect(&m_editing, &ConfigEditing::moved, this, &UndoBar::show);
    connect(&m_editing, &ConfigEditing::stayedRevoked, this, &UndoBar::tellOfRevoked);
    connect(&m_editing, &ConfigEditing::undoChanged, this, &UndoBar::follow);
    connect(&m_refusal, &models::ChangeRefusal::over, this, [this] {
        retranslate();
        hide();
    });
    hide();
    retranslate();
}

void UndoBar::act()
{
    if (m_isEnded && !m_refusal.isSet()) {
        hide();
        Q_EMIT versionsWanted();
    } else if (!m_revokedOf.isEmpty()) {
        Q_EMIT consumerWanted(m_revokedOf);
    } else {
        m_move == Move::Undone ? redo() : undo();
    }
}

void UndoBar::follow()
{
    const bool hadSteps = std::exchange(m_hasSteps, m_editing.undoable() || m_editing.redoable());
    if (hadSteps && !m_hasSteps) return tellOfEnd();
    if (m_move == Move::Undone ? !m_editing.redoable() : !m_editing.undoable()) hide();
}

/// Somebody else has changed the file: nothing can be undone from here.
void UndoBar::tellOfEnd()
{
    m_isEnded = true;
    m_refusal.clear();
    retranslate();
    m_end.start();
    setVisible(true);
}

void UndoBar::show(Move move, const ConfigEditing::Parts& parts)
{
    m_move = move;
    m_isEnded = false;
    m_parts = parts;
    m_refusal.clear();
    m_revokedOf.clear();
    retranslate();
    if (move != Move::Undone && fields::ChangeWords::hasRemoval(parts)) m_end.stop();
    else m_end.start();
    setVisible(true);
}

void UndoBar::tellOfRevoked(const std::vector<std::string>& consumers)
{
    m_revokedOf = QString::fromStdString(consumers.front());
    retranslate();
}

void UndoBar::retranslate()
{
    const bool isUndone = m_move == Move::Undone;
    using Step = fields::ChangeWords::Step;
    const Step step = isUndone ? Step::Undone : m_move == Move::Redone ? Step::Redone : Step::Done;
    const bool isEnded = !m_refusal.isSet() && m_isEnded;
    const bool isRevoked = !m_refusal.isSet() && !isEnded && !m_revokedOf.isEmpty();
    if (isEnded) m_text->setText(tr("Another program changed the configuration. Your earlier changes are in the version history."));
    else if (isRevoked) m_text->setText(tr("A revoked key of “%1” stays revoked. To accept it again, open the consumer.").arg(m_revokedOf));
    else m_text->setText(m_refusal.isSet() ? m_refusal.text() : fields::ChangeWords::sentence(m_parts, kNamedParts, step, m_nameOf));
    m_text->setTone(m_refusal.isSet() ? widgets::Label::Tone::Error : widgets::Label::Tone::Normal);
    m_text->setToolTip(m_refusal.detail());
    setAccessibleName(m_text->text());
    m_action->setText(isEnded ? tr("Open versions") : isRevoked ? tr("Open “%1”", "a consumer").arg(m_revokedOf) : isUndone ? tr("Redo") : tr("Undo"));
    m_action->setIconName(isEnded || isRevoked ? QStringLiteral("act-open") : isUndone ? QStringLiteral("act-redo") : QStringLiteral("act-undo"));
    m_action->setToolTip(isEnded || isRevoked ? QString() : QKeySequence(isUndone ? kRedoKeys : kUndoKeys).toString(QKeySequence::NativeText));
    m_close->setHint(tr("Close"));
}

void UndoBar::undo() { want(Move::Undone); }

void UndoBar::redo() { want(Move::Redone); }

/// One step at a time, in the order of the key presses: each starts from what the one before it, or a change that is
/// still being written, leaves.
void UndoBar::want(Move move)
{
    m_wanted.push_back(move);
    if (m_wanted.size() == 1) next();
}

void UndoBar::next()
{
    m_editing.afterChanges([guard = QPointer(this)] {
        if (guard) guard->m_wanted.front() == Move::Undone ? guard->undoLast() : guard->redoLast();
    });
}

void UndoBar::stepped()
{
    m_wanted.pop_front();
    if (!m_wanted.empty()) next();
}

void UndoBar::undoLast()
{
    if (!m_editing.undoable()) {
        if (m_isEnded) tellOfEnd();
        return stepped();
    }
    const auto keys = m_editing.keysTakenByUndo();
    if (keys.empty() || !m_guard) return m_editing.undo(whenMoved(&UndoBar::stepped));
    stepped(); // the guard takes its time, and may cancel
    m_guard(keys, [guard = QPointer(this)] {
        if (guard) guard->m_editing.undo(guard->whenMoved(nullptr));
    });
}

void UndoBar::redoLast()
{
    if (!m_editing.redoable()) return stepped();
    m_editing.redo(whenMoved(&UndoBar::stepped));
}

/// Reports an error, then calls `then` unless it is null.
ConfigEditing::Done UndoBar::whenMoved(void (UndoBar::*then)())
{
    return [guard = QPointer(this), then](const gateway::Result<void>& moved) {
        if (!guard) return;
        if (!moved) guard->failed(moved.error());
        if (then) (guard.data()->*then)();
    };
}

void UndoBar::failed(const gateway::Error& error)
{
    m_refusal.set(error);
    retranslate();
    m_end.start();
    setVisible(true);
}

void UndoBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const look::Theme& theme = look::theme();
    painter.fillRect(rect(), theme.color(look::Color::Base));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(look::Color::Border));
}

void UndoBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::shell
