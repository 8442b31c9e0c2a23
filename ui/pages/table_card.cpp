#include "table_card.h"

#include "ui/models/roles.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/list_filter.h"
#include "ui/widgets/page_header.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace ui::pages {

// The models' roles are those drawn by the tables, although neither room includes the other.
static_assert(models::SecondLineRole == widgets::CellRole::kSecondLine);
static_assert(models::StatusRole == widgets::CellRole::kStatus);
static_assert(models::ToneRole == widgets::CellRole::kTone);
static_assert(models::RawRole == widgets::CellRole::kRaw);
static_assert(models::FixedFontRole == widgets::CellRole::kFixedFont);
static_assert(models::IconRole == widgets::CellRole::kIcon);
static_assert(models::StrongRole == widgets::CellRole::kStrong);
static_assert(models::SwatchRole == widgets::CellRole::kSwatch);
static_assert(models::ShareRole == widgets::CellRole::kShare);
static_assert(models::InkRole == widgets::CellRole::kInk);
static_assert(models::IdRole == widgets::CellRole::kId);
static_assert(models::AsideRole == widgets::CellRole::kAside);
static_assert(models::ProgressRole == widgets::CellRole::kProgress);
static_assert(models::ProgressHeldRole == widgets::CellRole::kProgressHeld);
static_assert(models::ProgressInkRole == widgets::CellRole::kProgressInk);

namespace {

/// Needs room only for what it shows: the words of an empty table are higher than a few rows.
class ShownLayout final : public QStackedLayout {
public:
    QSize sizeHint() const override { return currentWidget() ? currentWidget()->sizeHint().expandedTo(minimumSize()) : QSize(); }
    QSize minimumSize() const override { return currentWidget() ? currentWidget()->minimumSizeHint().expandedTo(currentWidget()->minimumSize()) : QSize(); }
    bool hasHeightForWidth() const override { return currentWidget() && currentWidget()->hasHeightForWidth(); }
    int heightForWidth(int width) const override { return currentWidget() ? currentWidget()->heightForWidth(width) : -1; }
};

} // namespace

TableCard::TableCard(const QString& emptyIcon, QWidget* parent)
    : Card({}, parent), m_stack(new ShownLayout), m_table(new widgets::DataTable(this)),
      m_empty(new widgets::EmptyState(emptyIcon, widgets::EmptyState::Size::Small, this))
{
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    body()->addLayout(m_stack, 1);
}

void TableCard::setModel(QAbstractItemModel* model)
{
    if (m_table->model() == model)
        return;
    if (m_table->model())
        disconnect(m_table->model(), nullptr, this, nullptr);
    m_table->setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TableCard::settle);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &TableCard::settle);
    connect(model, &QAbstractItemModel::modelReset, this, &TableCard::settle);
    settle();
}

void TableCard::setEmptyTexts(const QString& title, const QString& lines) { m_empty->setTexts(title, lines); }

void TableCard::addToEmpty(QWidget* control) { m_empty->addAction(control); }

void TableCard::addFilter(QWidget& page)
{
    m_filter = new widgets::ListFilter(m_table, this);
    body()->insertWidget(body()->indexOf(static_cast<QLayoutItem*>(m_stack)), m_filter);
    widgets::onKeys(page, QKeySequence::Find, [this] { find(); });
}

void TableCard::find()
{
    for (QWidget* around = parentWidget(); around && !isVisible(); around = around->parentWidget()) {
        auto* const header = around->findChild<widgets::PageHeader*>();
        if (header) header->goBack(); // to the list
        if (header) break;
    }
    if (isVisible()) m_filter->focusField();
}

void TableCard::setFilterHint(const QString& hint) { m_filter->setHint(hint); }

bool TableCard::isEmpty() const { return !m_table->model() || m_table->model()->rowCount() == 0; }

void TableCard::settle()
{
    m_stack->setCurrentWidget(isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
    m_stack->invalidate();
    updateGeometry();
}

} // namespace ui::pages
