#include "field_row.h"

#include "ui/fields/field_words.h"

#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/widgets/status_label.h"

#include <QBoxLayout>
#include <QResizeEvent>

#include <algorithm>

namespace ui::fields {

using widgets::Label;

namespace {

constexpr int kTallControl = 48; // px: the texts are at the top of a higher control, otherwise centred
constexpr int kLeastWords = 150; // minimum width in px at a 10 pt font, next to a control
constexpr int kWeekWidth = 150;  // the same, for the texts about the last 7 days
constexpr double kWeekPlace = 0.4; // where they begin, as a share of the width

} // namespace

FieldRow::FieldRow(std::string path, FieldControl* control, QWidget* parent)
    : QWidget(parent), m_path(std::move(path)), m_control(control), m_name(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this)),
      m_remark(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_warning(new widgets::ProblemLine(this, look::Status::Warn)),
      m_week(new QWidget(this)), m_weekShape(new widgets::StatusShape(look::Status::Idle, m_week)),
      m_lastWeek(new Label({}, look::TextRole::Small, Label::Tone::Secondary, m_week)), m_right(new QWidget(this)), m_line(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    const look::Theme& theme = look::theme();
    setObjectName(QStringLiteral("row:") + QString::fromStdString(pattern()));
    control->field()->setObjectName(QStringLiteral("field:") + QString::fromStdString(pattern()));
    m_problem->setObjectName(QStringLiteral("problem:") + QString::fromStdString(pattern()));
    m_remark->setObjectName(QStringLiteral("remark:") + QString::fromStdString(pattern()));
    m_warning->setObjectName(QStringLiteral("warning:") + QString::fromStdString(pattern()));
    m_lastWeek->setObjectName(QStringLiteral("lastWeek:") + QString::fromStdString(pattern()));
    auto* week = new QHBoxLayout(m_week);
    week->setContentsMargins({});
    week->setSpacing(theme.px(6));
    week->addWidget(m_weekShape, 0, Qt::AlignTop);
    week->addWidget(m_lastWeek, 1);
    m_week->hide();
    for (Label* label : {m_name, m_sentence, m_problem, m_remark, m_lastWeek}) label->setWordWrap(true);
    m_name->setBuddy(control->field());
    // Grouped, whatever the height of the control.
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    if (control->sizeHint().height() <= theme.px(kTallControl)) words->addStretch(1);
    words->addWidget(m_name);
    words->addWidget(m_sentence);
    words->addStretch(1);
    auto* right = new QVBoxLayout(m_right);
    right->setContentsMargins({});
    right->setSpacing(2);
    right->addWidget(control);
    right->addWidget(m_problem);
    right->addWidget(m_remark);
    right->addWidget(m_warning);
    m_problem->hide();
    m_remark->hide();
    m_line->setContentsMargins(0, theme.px(8), 0, theme.px(8));
    m_line->setSpacing(theme.px(control->isWide() ? 6 : 16));
    m_line->addLayout(words, 1);
    m_line->addWidget(m_week, 0, Qt::AlignTop);
    m_line->addWidget(m_right, 0, control->isWide() ? Qt::Alignment() : Qt::AlignTop);
    if (control->isWide()) m_line->setDirection(QBoxLayout::TopToBottom);
    retranslate();
}

QString FieldRow::name() const { return m_name->text(); }

/// In px; wider than preferred if its texts need it. 0: flexible.
int FieldRow::controlWidth() const
{
    const bool isWished = !m_control->isWide() && m_control->wantedWidth() > 0;
    return isWished ? std::max(look::theme().px(m_control->wantedWidth()), m_control->minimumSizeHint().width()) : 0;
}

void FieldRow::retranslate()
{
    m_name->setText(FieldWords::name(pattern()));
    m_sentence->setText(FieldWords::sentence(pattern()));
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_control->retranslate();
    m_control->setName(m_name->text());
    if (controlWidth() > 0) m_right->setFixedWidth(controlWidth());
    if (m_problem->text().isEmpty()) m_control->field()->setAccessibleDescription(m_sentence->text());
}

void FieldRow::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    // Read by screen readers together with the field.
    m_control->field()->setAccessibleDescription(text.isEmpty() ? m_sentence->text() : text);
}

QString FieldRow::problem() const { return m_problem->text(); }

void FieldRow::setRemark(const QString& text)
{
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

void FieldRow::setWarning(const QString& text) { m_warning->say(text); }

void FieldRow::setLastWeek(look::Status status, const QString& text)
{
    m_weekShape->setStatus(status);
    m_lastWeek->setText(text);
    m_week->setVisible(!text.isEmpty());
    settle();
}

void FieldRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    settle();
}

// With the control below the texts: otherwise the row could never become narrow enough for that.
QSize FieldRow::minimumSizeHint() const
{
    const QSize hint = QWidget::minimumSizeHint();
    if (m_control->isWide()) return hint;
    return {std::min(hint.width(), std::max(controlWidth(), look::theme().px(kLeastWords))), hint.height()};
}

// If there is no room side by side, the control is placed below the texts.
void FieldRow::settle()
{
    if (m_control->isWide()) return;
    const look::Theme& theme = look::theme();
    const int week = m_week->isHidden() ? 0 : kWeekWidth;
    const bool isNarrow = width() < controlWidth() + theme.px(kLeastWords + week) + m_line->spacing() * (week > 0 ? 2 : 1);
    // From the same place in every row up to the control, whatever the width of that.
    const int room = static_cast<int>(width() * (1 - kWeekPlace)) - controlWidth() - m_line->spacing();
    m_week->setMinimumWidth(isNarrow ? 0 : std::max(room, theme.px(kWeekWidth)));
    m_week->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : std::max(room, theme.px(kWeekWidth)));
    const auto direction = isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_line->direction() == direction) return;
    m_line->setDirection(direction);
    updateGeometry(); // the height changes although the parent does not know
}

} // namespace ui::fields
