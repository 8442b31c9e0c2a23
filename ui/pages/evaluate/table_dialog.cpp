#include "table_dialog.h"

#include "ui/look/theme.h"
#include "ui/look/window_size.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Label;

namespace {

constexpr int kTableDialogMargin = 20;
constexpr int kTableDialogWidth = 900;
constexpr int kTableDialogHeight = 460;
constexpr int kLeastRows = 4;

} // namespace

TableDialog::TableDialog(const QString& title, QWidget* parent)
    : Dialog(parent), m_line(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_table(new widgets::DataTable(this))
{
    const look::Theme& theme = look::theme();
    const int margin = theme.px(kTableDialogMargin);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_line->setObjectName(QStringLiteral("tableLine"));
    m_line->setWordWrap(true);
    m_line->hide();
    m_table->setAccessibleName(title);
    m_table->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_table->setMinimumHeight(theme.px(kLeastRows * theme.metrics().rowHeightTwoLines));
    auto* close = new widgets::Button(widgets::ButtonKind::Plain, tr("Close"), {}, this);
    close->setObjectName(QStringLiteral("closeButton"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(new widgets::ElidedLabel(title, look::TextRole::Title, Label::Tone::Normal, this));
    column->addWidget(m_line);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    look::sizeOnScreen(*this, kTableDialogWidth, kTableDialogHeight);
    m_table->setFocus(Qt::OtherFocusReason);
}

void TableDialog::setLine(const QString& line, bool isProblem)
{
    m_line->setTone(isProblem ? Label::Tone::Error : Label::Tone::Secondary);
    m_line->setText(line);
    m_line->setVisible(!line.isEmpty());
}

} // namespace ui::pages
