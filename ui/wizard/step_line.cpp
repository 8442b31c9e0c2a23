#include "step_line.h"

#include "ui/look/theme.h"

#include <QPainter>

#include <algorithm>

namespace ui::wizard {

namespace {

constexpr int kStepHeight = 42; // distance between dots
constexpr int kDotRadius = 7;
constexpr int kDotInset = 3; // inside the ring of the current step
constexpr int kDotText = 12; // between a dot and its text
constexpr qreal kStepPen = 2.5;

} // namespace

StepLine::StepLine(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void StepLine::setSteps(const QStringList& names)
{
    m_names = names;
    updateGeometry();
    describe();
}

void StepLine::setCurrent(int step)
{
    m_current = step;
    describe();
}

void StepLine::describe()
{
    if (m_current >= 0 && m_current < m_names.size())
        setAccessibleName(tr("Step %1 of %2: %3").arg(m_current + 1).arg(m_names.size()).arg(m_names[m_current]));
    setAccessibleDescription(m_names.join(QStringLiteral(", ")));
    update();
}

QSize StepLine::sizeHint() const
{
    const look::Theme& theme = look::theme();
    int widest = 0;
    QFont bold = theme.font(look::TextRole::Heading);
    for (const QString& name : m_names) widest = std::max(widest, QFontMetrics(bold).horizontalAdvance(name));
    return {2 * theme.px(kDotRadius) + theme.px(kDotText) + widest + 2, static_cast<int>(m_names.size()) * theme.px(kStepHeight)};
}

QSize StepLine::minimumSizeHint() const { return {2 * look::theme().px(kDotRadius + kDotText), sizeHint().height()}; }

void StepLine::paintEvent(QPaintEvent*)
{
    const look::Theme& theme = look::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int radius = theme.px(kDotRadius);
    const int height = theme.px(kStepHeight);
    const auto middle = [&](qsizetype i) { return QPointF(radius + 0.5, static_cast<qreal>(i) * height + height / 2.0); };
    const QColor done = theme.color(look::Color::AccentText);
    const QColor ahead = theme.color(look::Color::Control);
    for (qsizetype i = 0; i + 1 < m_names.size(); ++i) {
        painter.setPen(QPen(i < m_current ? done : theme.color(look::Color::Border), kStepPen));
        painter.drawLine(middle(i) + QPointF(0, radius), middle(i + 1) - QPointF(0, radius));
    }
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const bool isCurrent = i == m_current;
        painter.setPen(QPen(i <= m_current ? done : ahead, i > m_current ? 1.5 : kStepPen));
        painter.setBrush(i < m_current ? QBrush(done) : QBrush(theme.color(look::Color::Rail)));
        painter.drawEllipse(middle(i), radius - 1.25, radius - 1.25);
        if (isCurrent) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(done);
            painter.drawEllipse(middle(i), radius - kDotInset - 1.0, radius - kDotInset - 1.0);
        }
        painter.setFont(theme.font(isCurrent ? look::TextRole::Heading : look::TextRole::Body));
        painter.setPen(isCurrent ? done : theme.color(i < m_current ? look::Color::Text : look::Color::TextSecondary));
        const int left = 2 * radius + theme.px(kDotText);
        const QRect words(left, static_cast<int>(i) * height, width() - left, height);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_names[i], Qt::ElideRight, words.width()));
    }
}

} // namespace ui::wizard
