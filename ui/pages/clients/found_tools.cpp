#include "found_tools.h"

#include "tools_pane.h"

#include "ui/look/theme.h"
#include "ui/look/window_size.h"
#include "ui/models/roles.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"

#include <QEvent>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kWidth = 1040;
constexpr int kHeight = 560;
constexpr int kListWidth = 400; ///< px, in which names, places and states can be read, however wide the change is

} // namespace

FoundTools::FoundTools(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : Dialog(parent), m_activity(access, clock), m_pane(new ToolsPane(model, access, m_activity, clock, this)), m_list(*m_pane),
      m_done(new widgets::Button(widgets::ButtonKind::Plain, {}, {}, this))
{
    setObjectName(QStringLiteral("foundTools"));
    const look::Theme& theme = look::theme();
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_pane, 1);
    column->addWidget(m_done, 0, Qt::AlignRight);
    m_done->setObjectName(QStringLiteral("foundToolsDone"));
    m_done->setAutoDefault(false);
    connect(m_done, &QPushButton::clicked, this, &QDialog::accept);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) widgets::onKeysAt(*m_done, key, [this] { m_done->click(); });
    connect(m_pane, &ToolsPane::focusLeft, m_done, [this] { m_done->setFocus(Qt::OtherFocusReason); });
    m_pane->listPart()->setMinimumWidth(theme.px(kListWidth));
    look::sizeOnScreen(*this, kWidth, kHeight);
    m_list.setSourceModel(const_cast<models::ToolListModel*>(&m_pane->tools())); // the proxy does not modify it
    m_activity.refresh();
    m_pane->look();
    retranslate();
}

bool FoundTools::Here::filterAcceptsRow(int row, const QModelIndex&) const { return m_pane.tools().tool(row).state.isInstalled; }

void FoundTools::openTool(const QModelIndex& tool)
{
    m_pane->select(tool.data(models::IdRole).toString());
    open();
}

void FoundTools::look() { m_pane->look(); }

void FoundTools::retranslate()
{
    setWindowTitle(tr("Clients on this machine"));
    m_pane->retranslate();
    m_done->setText(tr("Done"));
}

void FoundTools::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Dialog::changeEvent(event);
}

} // namespace ui::pages
