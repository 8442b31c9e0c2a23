#include "failure_classes_card.h"

#include "ui/dialogs/failure_class_dialog.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"


namespace ui::pages {

using gateway::config::FailureClass;
using models::FailureClassListModel;
using widgets::Button;
using widgets::ButtonKind;

FailureClassesCard::FailureClassesCard(const Access& access, QWidget* parent)
    : ListCard(access, QStringLiteral("nav-policies"), parent), m_gateway(access), m_edit(new Button(ButtonKind::Plain, {}, QStringLiteral("act-edit"), this)),
      m_reset(new Button(ButtonKind::Plain, {}, {}, this))
{
    setObjectName(QStringLiteral("failureClassesCard"));
    build();
    connect(m_edit, &QPushButton::clicked, this, &FailureClassesCard::edit);
    connect(m_reset, &QPushButton::clicked, this, &FailureClassesCard::reset);
    connect(table(), &QAbstractItemView::activated, this, &FailureClassesCard::edit);
    connect(this, &ListCard::selectionChanged, this, &FailureClassesCard::settle);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &FailureClassesCard::refresh);
    widgets::onKeysAt(*table(), Qt::Key_Delete, [this] { reset(); });
    refresh();
    setModel(&m_classes);
    retranslate();
}

void FailureClassesCard::build()
{
    table()->setObjectName(QStringLiteral("failureClasses"));
    table()->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    table()->setColumns({150, 0, 148, 178}, FailureClassListModel::Then);
    m_edit->setObjectName(QStringLiteral("editClass"));
    m_reset->setObjectName(QStringLiteral("resetClass"));
    addListAction(m_edit);
    addListAction(m_reset);
}

void FailureClassesCard::retranslate()
{
    table()->setAccessibleName(tr("Failure classes"));
    m_edit->setText(tr("Edit"));
    m_reset->setText(tr("Reset to built-in"));
    m_reset->setToolTip(QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText));
    settle();
}

void FailureClassesCard::refresh()
{
    m_classes.setClasses(*m_gateway.diagnosis().failureRules(), m_gateway.configuration().settings().failures);
}

void FailureClassesCard::settle()
{
    const int row = table()->currentIndex().row();
    m_reset->setEnabled(row >= 0 && m_classes.isChanged(row));
}

std::optional<FailureClass> FailureClassesCard::chosenClass() const
{
    const int row = table()->currentIndex().row();
    return row < 0 ? std::nullopt : std::optional(m_classes.failure(row));
}

void FailureClassesCard::edit()
{
    const auto failure = chosenClass();
    if (!failure) return;
    auto* dialog = new dialogs::FailureClassDialog(m_gateway, *failure, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void FailureClassesCard::reset()
{
    const auto failure = chosenClass();
    if (!failure || !m_reset->isEnabled()) return;
    change(models::withClass(m_gateway.configuration().settings(), *failure, {}));
}

} // namespace ui::pages
