#include "list_filter.h"

#include "button.h"
#include "data_table.h"
#include "label.h"
#include "search_field.h"

#include "ui/look/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::widgets {

ListFilter::ListFilter(DataTable* list, QWidget* parent) : QWidget(parent), m_list(list), m_field(new SearchField(this)),
      m_none(new QWidget(this)), m_noneText(new Label({}, look::TextRole::Small, Label::Tone::Secondary, m_none)),
      m_showAll(new Button(ButtonKind::Link, {}, {}, m_none))
{
    const look::Theme& theme = look::theme();
    m_field->setObjectName(QStringLiteral("listFilter"));
    m_field->setList(list);
    m_field->installEventFilter(this);
    m_none->setObjectName(QStringLiteral("noMatches"));
    m_showAll->setObjectName(QStringLiteral("showAllRows"));
    m_none->hide();
    auto* none = new QHBoxLayout(m_none);
    none->setContentsMargins({});
    none->addWidget(m_noneText, 1);
    none->addWidget(m_showAll);
    auto* column = new QVBoxLayout(this);
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    column->setContentsMargins(x, theme.px(8), x, theme.px(8));
    column->addWidget(m_field);
    column->addWidget(m_none);
    connect(m_showAll, &QPushButton::clicked, this, [this] {
        m_field->setFocus(Qt::OtherFocusReason); // before the focused button is hidden
        clear();
    });
    retranslate();
    const QAbstractItemModel* const model = list->model();
    connect(m_field, &QLineEdit::textChanged, this, &ListFilter::apply);
    connect(model, &QAbstractItemModel::modelReset, this, &ListFilter::settle);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ListFilter::settle);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ListFilter::settle);
    connect(model, &QAbstractItemModel::rowsMoved, this, &ListFilter::apply);
    connect(model, &QAbstractItemModel::layoutChanged, this, &ListFilter::apply);
    settle();
}

void ListFilter::retranslate()
{
    m_noneText->setText(tr("No matches"));
    m_showAll->setText(tr("Show all"));
}

void ListFilter::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ListFilter::setHint(const QString& hint) { m_field->setHint(hint); }

void ListFilter::clear()
{
    m_isOpened = m_isOpened && m_field->hasFocus();
    m_field->clear();
    settle();
}

void ListFilter::focusField()
{
    const int rows = m_list->model()->rowCount();
    if (rows == 0) return;
    m_isOpened = rows <= kFew;
    settle();
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

/// A list that has become short again is shown whole, unless the field was opened there.
void ListFilter::settle()
{
    const int rows = m_list->model()->rowCount();
    m_isOpened = m_isOpened && rows > 0 && rows <= kFew;
    const bool isShown = rows > kFew || m_isOpened;
    if (!isShown) m_field->clear();
    setVisible(isShown);
    apply();
}

void ListFilter::close()
{
    m_isOpened = false;
    m_list->setFocus(Qt::OtherFocusReason); // before the focused field is hidden
    settle();
}

void ListFilter::apply()
{
    const QStringList words = m_field->text().split(u' ', Qt::SkipEmptyParts);
    int first = -1;
    for (int row = 0; row < m_list->model()->rowCount(); ++row) {
        const bool isShown = isFound(row, words);
        m_list->setRowHidden(row, !isShown);
        if (isShown && first < 0) first = row;
    }
    const QModelIndex current = m_list->currentIndex();
    if (first >= 0 && current.isValid() && m_list->isRowHidden(current.row())) m_list->choose(m_list->model()->index(first, 0));
    m_none->setVisible(first < 0 && !words.isEmpty() && m_list->model()->rowCount() > 0);
    m_list->settleSelection();
}

bool ListFilter::isFound(int row, const QStringList& words) const
{
    if (words.isEmpty()) return true;
    const QAbstractItemModel& model = *m_list->model();
    QString text;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QModelIndex index = model.index(row, column);
        for (const int role : {static_cast<int>(Qt::DisplayRole), CellRole::kSecondLine, CellRole::kId}) text += index.data(role).toString() + u'\n';
    }
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ListFilter::eventFilter(QObject* watched, QEvent* event)
{
    const int key = watched == m_field && event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    if (key == Qt::Key_Down) {
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    }
    if (key == Qt::Key_Escape && m_isOpened) {
        close();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui::widgets
