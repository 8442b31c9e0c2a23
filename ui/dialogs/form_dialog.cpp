#include "form_dialog.h"

#include "form_grid.h"

#include "ui/look/scroll.h"
#include "ui/widgets/access/tab_order.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::dialogs {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kFormWidth = 520;
constexpr int kFormMargin = 20;
constexpr int kTitleBar = 40; // of the window, plus the edge of the screen
constexpr int kLeastFields = 120;

} // namespace

FormDialog::FormDialog(const QString& title, const QString& action, QWidget* parent)
    : Dialog(parent), m_scroll(new QScrollArea(this)), m_form(new FormGrid(m_scroll)), m_buttons(new QHBoxLayout), m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this)),
      m_cancel(new Button(ButtonKind::Plain, tr("Cancel"), {}, this)), m_save(new Button(ButtonKind::Primary, action, {}, this))
{
    build(title);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        Q_EMIT saveClicked();
        save();
    });
}

void FormDialog::build(const QString& title)
{
    const look::Theme& theme = look::theme();
    setWindowTitle(title);
    auto* heading = new widgets::ElidedLabel(title, look::TextRole::Title, Label::Tone::Normal, this);
    m_problem->setObjectName(QStringLiteral("formProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_save->setObjectName(QStringLiteral("saveButton"));
    m_save->setDefault(true);
    m_buttons->setSpacing(theme.px(8));
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_cancel);
    m_buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kFormMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(heading);
    look::scrollPlainly(*m_scroll, m_form);
    m_form->installEventFilter(this);
    column->addWidget(m_scroll);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addLayout(m_buttons);
}

void FormDialog::addLink(Button* link) { m_buttons->insertWidget(0, link); }

QSize FormDialog::sizeHint() const { return {look::theme().px(kFormWidth), Dialog::sizeHint().height()}; }

void FormDialog::setSaving(bool saving) { m_save->setEnabled(!saving); }

bool FormDialog::canSave() const { return m_save->isEnabled(); }

void FormDialog::clearProblems()
{
    m_form->clearErrors();
    m_problem->hide();
}

void FormDialog::showProblem(QWidget* field, const QString& text, const QString& detail)
{
    if (field) {
        m_form->setError(field, text);
        field->setToolTip(detail);
        m_scroll->ensureWidgetVisible(field);
    } else {
        m_problem->setText(text);
        m_problem->setToolTip(detail);
        m_problem->show();
    }
    makeRoom();
}

void FormDialog::makeRoom()
{
    // Reserves room for the scroll bar, which is rarely shown, so that it never covers the fields.
    m_scroll->setMinimumWidth(m_form->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width());
    layout()->activate();
    const int across = isVisible() ? width() : std::max(width(), sizeHint().width()); // a dialog that was not shown yet has no size
    const QRect room = screen()->availableGeometry().adjusted(0, look::theme().px(kTitleBar), 0, 0);
    const auto heightNow = [this, across] { return layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(across) : layout()->totalSizeHint().height(); };
    const int others = heightNow() - m_scroll->minimumHeight();
    m_scroll->setFixedHeight(std::min(fieldsHeight(across), std::max(room.height() - others, look::theme().px(kLeastFields))));
    layout()->activate();
    resize(across, std::min(std::max({height(), heightNow(), minimumSizeHint().height()}), room.height()));
    if (isVisible() && geometry().bottom() > room.bottom()) move(x(), std::max(frameGeometry().y() - (geometry().bottom() - room.bottom()), screen()->availableGeometry().y()));
}

/// Height of all fields in a dialog of that width.
int FormDialog::fieldsHeight(int across) const
{
    m_form->layout()->activate();
    if (!m_form->layout()->hasHeightForWidth()) return m_form->layout()->totalSizeHint().height();
    const QMargins around = layout()->contentsMargins();
    return m_form->layout()->totalHeightForWidth(across - around.left() - around.right());
}

void FormDialog::setVisible(bool visible)
{
    if (visible && !isVisible()) makeRoom();
    Dialog::setVisible(visible);
}

/// Rows may be added, removed and grow.
bool FormDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_form && event->type() == QEvent::LayoutRequest && isVisible()) makeRoom();
    return Dialog::eventFilter(watched, event);
}

void FormDialog::showEvent(QShowEvent* event)
{
    Dialog::showEvent(event);
    widgets::tabInReadingOrder(*this); // regardless of the order of creation
    if (event->spontaneous() || m_form->isAncestorOf(focusWidget())) return;
    for (QWidget* next = m_form->nextInFocusChain(); next != m_form; next = next->nextInFocusChain()) {
        const bool isField = m_form->isAncestorOf(next) && next->isVisibleTo(this) && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus);
        if (isField) return next->setFocus(Qt::OtherFocusReason); // Qt would focus the save button
    }
}

} // namespace ui::dialogs
