#include "add_provider_dialog.h"

#include "provider_form.h"

#include "ui/look/scroll.h"
#include "ui/look/window_size.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ui::dialogs {

using models::CatalogListModel;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kWidth = 920;
constexpr int kHeight = 580;
constexpr int kMargin = 20;
constexpr int kKindWidth = 110;
constexpr int kListPart = 15; // fraction of the width; the form gets kFormPart
constexpr int kFormPart = 16;
const QString kAnyServer = QStringLiteral("openai-compatible"); ///< id of what takes any address

} // namespace

AddProviderDialog::AddProviderDialog(const Access& access, QWidget* parent)
    : Dialog(parent), m_access(access), m_title(new Label(tr("Add a provider"), look::TextRole::Title, Label::Tone::Normal, this)),
      m_search(new widgets::SearchField(this)), m_list(new widgets::DataTable(this)),
      m_none(new widgets::EmptyState(QStringLiteral("act-search"), widgets::EmptyState::Size::Small, this)),
      m_any(new Button(ButtonKind::Plain, {}, {}, this)), m_form(new ProviderForm(access, this)), m_count(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_cancel(new Button(ButtonKind::Plain, tr("Cancel"), {}, this)),
      m_test(new Button(ButtonKind::Plain, tr("Test"), QStringLiteral("act-refresh"), this)),
      m_add(new Button(ButtonKind::Primary, tr("Add"), {}, this))
{
    setObjectName(QStringLiteral("addProviderDialog"));
    setWindowTitle(tr("Add a provider"));
    m_catalog.setCatalog(access.providers().catalog());
    build();
    setTabs();
    connect(m_search, &QLineEdit::textChanged, this, &AddProviderDialog::search);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AddProviderDialog::showChosen);
    connect(m_list, &QAbstractItemView::activated, this, [this] {
        if (QWidget* field = m_form->firstField()) field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_form, &ProviderForm::edited, this, &AddProviderDialog::settle);
    connect(m_form, &ProviderForm::tested, this, &AddProviderDialog::settle);
    connect(m_form, &ProviderForm::busyChanged, this, &AddProviderDialog::settle);
    connect(m_form, &ProviderForm::saved, this, [this](const QString& id) {
        Q_EMIT added(id);
        accept();
    });
    connect(m_any, &QPushButton::clicked, this, [this] { choose(kAnyServer); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_test, &QPushButton::clicked, m_form, &ProviderForm::test);
    connect(m_add, &QPushButton::clicked, m_form, &ProviderForm::save);
    selectRow(0);
    search({});
    m_search->setFocus(Qt::OtherFocusReason);
}

void AddProviderDialog::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_search->setObjectName(QStringLiteral("providerSearch"));
    m_search->setHint(tr("Search by name, model or URL"));
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("providerCatalog"));
    m_list->setAccessibleName(tr("Provider catalog"));
    m_list->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_list->setModel(&m_catalog);
    m_list->setColumns({0, kKindWidth}, CatalogListModel::Name);
    m_any->setObjectName(QStringLiteral("anyServerButton"));
    m_none->addAction(m_any);
    m_count->setObjectName(QStringLiteral("providerCount"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_test->setObjectName(QStringLiteral("testButton"));
    m_add->setObjectName(QStringLiteral("addButton"));
    m_form->setObjectName(QStringLiteral("providerForm"));
    m_add->setDefault(true);
    m_test->setFocusPolicy(Qt::TabFocus); // after a test by mouse Enter adds, and does not test again

    auto* listCard = new widgets::Card({}, this);
    auto* lists = new QWidget(listCard);
    auto* stack = new QStackedLayout(lists);
    stack->addWidget(m_list);
    stack->addWidget(m_none);
    listCard->addTable(lists);

    auto* formCard = new widgets::Card({}, this);
    auto* scroll = new QScrollArea(formCard);
    look::scrollPlainly(*scroll, m_form);
    connect(m_form, &ProviderForm::resultShown, scroll, [scroll](QWidget* result) { scroll->ensureWidgetVisible(result); });
    formCard->addContent(scroll, 1);

    auto* middle = new QHBoxLayout;
    middle->setSpacing(gap);
    middle->addWidget(listCard, kListPart);
    middle->addWidget(formCard, kFormPart);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_count, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_test);
    buttons->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(gap);
    column->addWidget(m_title);
    column->addWidget(m_search);
    column->addLayout(middle, 1);
    column->addLayout(buttons);
    look::sizeOnScreen(*this, kWidth, kHeight);
}

void AddProviderDialog::setTabs()
{
    setTabOrder(m_search, m_list);
    setTabOrder(m_list, m_any);
    setTabOrder(m_any, m_form);
    setTabOrder(m_form, m_cancel);
    setTabOrder(m_cancel, m_test);
    setTabOrder(m_test, m_add);
}

void AddProviderDialog::choose(const QString& entry, const QString& address)
{
    m_search->clear();
    const int row = m_catalog.rowOf(entry.toStdString());
    if (row < 0) return;
    selectRow(row);
    if (!address.isEmpty()) m_form->setEntry(m_catalog.entry(row), address);
    settle();
    if (QWidget* field = m_form->firstField()) field->setFocus(Qt::OtherFocusReason);
}

void AddProviderDialog::selectRow(int row)
{
    if (row < 0 || row >= m_catalog.rowCount()) return;
    m_list->setCurrentIndex(m_catalog.index(row, 0));
    m_list->scrollTo(m_catalog.index(row, 0));
}

void AddProviderDialog::search(const QString& text)
{
    m_catalog.setSearch(text);
    // The first match is selected while typing; the selection stays when everything is listed again.
    const int kept = text.trimmed().isEmpty() ? m_catalog.rowOf(m_shownEntry.toStdString()) : 0;
    if (!m_catalog.searchedAddress().isEmpty()) m_shownEntry.clear(); // its form takes the address as it is typed
    selectRow(std::max(kept, 0));
    const models::Formatter format;
    const QString total = format.exact(m_catalog.totalCount());
    const QString searched = m_catalog.search();
    m_count->setText(searched.isEmpty() ? tr("%1 provider(s)", nullptr, m_catalog.totalCount()).arg(total)
                                        : tr("%1 of %2 match “%3”").arg(format.exact(m_catalog.rowCount()), total, searched));
    const bool none = m_catalog.rowCount() == 0;
    const auto* any = m_access.providers().catalog().find(kAnyServer.toStdString());
    const QString anyName = any ? QString::fromStdString(any->name) : QString();
    m_none->setTexts(tr("No provider matches “%1”").arg(searched), any ? tr("You can add any OpenAI-compatible server as “%1”").arg(anyName) : QString());
    m_any->setText(tr("Use %1").arg(anyName));
    m_any->setVisible(any != nullptr);
    m_form->setVisible(!none); // the input is kept, and shown again with its provider
    static_cast<QStackedLayout*>(m_list->parentWidget()->layout())->setCurrentIndex(none ? 1 : 0);
    settle();
}

void AddProviderDialog::showChosen()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid()) return;
    const auto& entry = m_catalog.entry(current.row());
    const QString id = QString::fromStdString(entry.id);
    // The same entry again, for example after a change of the search: the input stays.
    if (id == m_shownEntry) return;
    m_shownEntry = id;
    m_form->setEntry(entry, entry.region == gateway::providers::Region::Custom ? m_catalog.searchedAddress() : QString());
    settle();
}

void AddProviderDialog::settle()
{
    const bool isChosen = m_form->hasEntry() && m_catalog.rowCount() > 0;
    const bool usable = isChosen && !m_form->isBusy();
    m_add->setEnabled(usable);
    m_test->setEnabled(usable);
    m_add->setText(isChosen ? tr("Add %1").arg(m_form->entryName()) : tr("Add"));
    m_test->setText(m_form->wasTested() ? tr("Test again") : tr("Test"));
    (m_form->hasFailed() ? m_test : m_add)->setDefault(true);
}

bool AddProviderDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_list->currentIndex().row();
        switch (key->key()) {
        case Qt::Key_Down: selectRow(row + 1); return true;
        case Qt::Key_Up: selectRow(row - 1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            // Enter selects the match and moves to its fields; it does not add a provider whose form was not shown yet.
            if (m_catalog.rowCount() == 0) m_any->setFocus(Qt::OtherFocusReason);
            else if (QWidget* field = m_form->firstField()) field->setFocus(Qt::OtherFocusReason);
            return true;
        default: break;
        }
    }
    return Dialog::eventFilter(watched, event);
}

void AddProviderDialog::done(int result)
{
    m_form->clearKey();
    Dialog::done(result);
}

} // namespace ui::dialogs
