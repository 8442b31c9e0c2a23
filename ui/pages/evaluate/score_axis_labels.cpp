#include "score_axis_labels.h"

#include "score_bar_delegate.h"

#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_matrix_model.h"
#include "ui/widgets/data_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>

#include <algorithm>

namespace ui::pages {

namespace {

constexpr int kLabelGap = 4;

} // namespace

ScoreAxisLabels::ScoreAxisLabels(const models::EvalMatrixModel& model, widgets::DataTable& table) : QWidget(table.horizontalHeader()->viewport()), m_model(model), m_table(table)
{
    setObjectName(QStringLiteral("scoreAxis"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    parentWidget()->installEventFilter(this);
    resize(parentWidget()->size());
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this, QOverload<>::of(&QWidget::update));
    connect(&model, &QAbstractItemModel::modelReset, this, QOverload<>::of(&QWidget::update));
    connect(&model, &QAbstractItemModel::headerDataChanged, this, QOverload<>::of(&QWidget::update));
    show();
}

bool ScoreAxisLabels::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) resize(parentWidget()->size());
    return QWidget::eventFilter(watched, event);
}

/// Where two would touch, the later one is left out.
void ScoreAxisLabels::paintEvent(QPaintEvent*)
{
    constexpr int kColumn = models::EvalMatrixModel::Interval;
    const QHeaderView* const header = m_table.horizontalHeader();
    if (header->isSectionHidden(kColumn)) return;
    const look::Theme& theme = look::theme();
    const QRect section(header->sectionViewportPosition(kColumn), 0, header->sectionSize(kColumn), height());
    const QRect axis = ScoreBarDelegate::axisOf(section);
    const QFont font = theme.font(look::TextRole::Axis);
    const QFontMetrics metrics(font);
    QPainter painter(this);
    painter.setFont(font);
    painter.setPen(theme.color(look::Color::TextSecondary));
    int free = section.left();
    for (const auto& [part, label] : m_model.axis()) {
        const int width = metrics.horizontalAdvance(label);
        const int middle = axis.left() + static_cast<int>(part * axis.width());
        const int left = std::clamp(middle - width / 2, section.left(), std::max(section.right() - width, section.left()));
        if (left < free) continue;
        painter.drawText(QRect(left, 0, width + 1, height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, label);
        free = left + width + theme.px(kLabelGap);
    }
}

} // namespace ui::pages
