#include "client_step.h"

#include "snippet.h"

#include "ui/look/scroll.h"
#include "ui/models/gateway_model.h"
#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/words/port_words.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::wizard {

namespace {

constexpr int kLeastTools = 1;
constexpr int kMostTools = 5;
constexpr auto kUsualOrigin = "http://127.0.0.1:8080";

QString greeting(const QString& model)
{
    QString name = QString::fromUtf8(QJsonDocument(QJsonArray{model}).toJson(QJsonDocument::Compact)); // ["model"]
    name = name.mid(1, name.size() - 2).replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QStringLiteral(R"({"model":%1,"messages":[{"role":"user","content":"Hello"}]})").arg(name);
}

} // namespace

ClientStep::ClientStep(models::GatewayModel& model, const Access& access, QWidget* parent)
    : Step(parent), m_access(access), m_toolsCard(new widgets::Card({}, this)), m_tools(new widgets::DataTable(m_toolsCard)),
      m_setUp(new widgets::Button(widgets::ButtonKind::Plain, {}, {}, m_toolsCard)),
      m_curl(new Snippet(QStringLiteral("curl"), this)), m_openAi(new Snippet(QStringLiteral("openAi"), this)),
      m_anthropic(new Snippet(QStringLiteral("anthropic"), this))
{
    const look::Theme& theme = look::theme();
    m_toolsCard->setObjectName(QStringLiteral("firstRunToolsCard"));
    m_tools->setObjectName(QStringLiteral("firstRunTools"));
    m_tools->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_tools->setFitsRows(kLeastTools, kMostTools);
    m_setUp->setObjectName(QStringLiteral("setUpTool"));
    m_toolsCard->addTable(m_tools);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme.px(theme.metrics().cardPaddingX) - look::kCardEdge, theme.px(6), theme.px(theme.metrics().cardPaddingX) - look::kCardEdge, theme.px(6));
    foot->addWidget(m_setUp);
    foot->addStretch(1);
    m_toolsCard->body()->addLayout(foot);
    auto* lines = new widgets::Card({}, this);
    for (Snippet* snippet : {m_curl, m_openAi, m_anthropic}) lines->addContent(snippet);
    auto* content = new QWidget; // with many tools it is higher than the window: it scrolls instead of being compressed
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_toolsCard);
    column->addWidget(lines);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("clientStepScroll"));
    look::scrollPlainly(*scroll, content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(scroll);
    connect(m_tools, &QAbstractItemView::activated, this, &ClientStep::choose);
    connect(m_setUp, &QPushButton::clicked, this, [this] {
        if (m_tools->currentIndex().isValid()) choose(m_tools->currentIndex());
    });
    connect(&model, &models::GatewayModel::headlineChanged, this, [this] {
        showLines();
        Q_EMIT changed();
    });
    retranslate();
}

QString ClientStep::name() const { return tr("First client"); }
QString ClientStep::title() const { return tr("Point a client at the gateway"); }
QString ClientStep::sentence() const
{
    if (words::isPortTaken(m_access.control().status())) return tr("Another program uses this address. Choose another port in the step “Gateway” first.");
    if (hasTools()) return tr("Set up a client found on this machine: review each change before it is written, and restore it at any time. For other clients, use the lines below; where no key is required, any value works as the key.");
    return tr("Any client that uses the OpenAI or Anthropic protocol can connect. Use the lines below. Where no key is required, any value works as the key.");
}

void ClientStep::enter()
{
    showTools();
    showLines();
    Q_EMIT toolsWanted();
}

void ClientStep::setTools(QAbstractItemModel* tools)
{
    m_tools->setModel(tools);
    if (tools) {
        m_tools->setColumns(QList<int>(tools->columnCount(), 120), 0);
        connect(tools, &QAbstractItemModel::modelReset, this, &ClientStep::showTools);
        connect(tools, &QAbstractItemModel::rowsInserted, this, &ClientStep::showTools);
        connect(tools, &QAbstractItemModel::dataChanged, this, &ClientStep::settleTool);
        connect(m_tools->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ClientStep::settleTool);
    }
    showTools();
}

void ClientStep::setModel(const QString& model)
{
    m_model = model;
    showLines();
}

bool ClientStep::hasTools() const { return m_tools->model() && m_tools->model()->rowCount() > 0; }

void ClientStep::showTools()
{
    m_toolsCard->setVisible(hasTools());
    if (hasTools()) m_tools->setFitsRows(std::clamp(m_tools->model()->rowCount(), kLeastTools, kMostTools), kMostTools);
    if (hasTools() && !m_tools->currentIndex().isValid()) m_tools->setCurrentIndex(m_tools->model()->index(0, 0));
    settleTool();
    Q_EMIT changed();
}

void ClientStep::choose(const QModelIndex& tool)
{
    m_beingSetUp = tool.data(models::SetUpRole).toBool() ? QString() : tool.data(models::IdRole).toString();
    Q_EMIT toolChosen(tool);
}

/// Offers what can be done with the selected tool. Once the chosen one is set up, the next thing to do is to continue.
void ClientStep::settleTool()
{
    m_setUp->setText(m_tools->currentIndex().data(models::SetUpRole).toBool() ? tr("Change…") : tr("Set up…"));
    if (m_beingSetUp.isEmpty() || !hasTools()) return;
    const auto found = m_tools->model()->match(m_tools->model()->index(0, 0), models::IdRole, m_beingSetUp, 1, Qt::MatchExactly);
    if (found.isEmpty() || !found.front().data(models::SetUpRole).toBool()) return;
    m_beingSetUp.clear();
    Q_EMIT focusWanted();
}

void ClientStep::retranslate()
{
    m_toolsCard->setTitle(tr("Found on this machine"));
    m_tools->setAccessibleName(tr("Found on this machine"));
    m_curl->setWords(QStringLiteral("curl"), tr("test command for a terminal"));
    m_openAi->setWords(tr("OpenAI protocol"), tr("most IDE plugins, SDKs and agents"));
    m_anthropic->setWords(tr("Anthropic protocol"), tr("Claude Code and compatible clients"));
    showTools();
    showLines();
}

void ClientStep::showLines()
{
    const std::string base = models::clientBase(m_access);
    const QString origin = base.empty() ? QString::fromLatin1(kUsualOrigin) : QString::fromStdString(base);
    const bool wantsKey = m_access.configuration().settings().listen.requireKey == gateway::config::RequireKey::Always;
    const QString key = wantsKey ? QStringLiteral("$SIGNALBOX_KEY") : QStringLiteral("signalbox");
    const QString showsKey = wantsKey ? QStringLiteral("  -H \"Authorization: Bearer %1\" \\\n").arg(key) : QString();
    m_curl->setLines(QStringLiteral("curl %1/v1/chat/completions \\\n  -H 'Content-Type: application/json' \\\n%2  -d '%3'").arg(origin, showsKey, greeting(m_model)));
    m_openAi->setLines(QStringLiteral("OPENAI_BASE_URL=%1/v1\nOPENAI_API_KEY=%2").arg(origin, key));
    m_anthropic->setLines(QStringLiteral("ANTHROPIC_BASE_URL=%1\nANTHROPIC_AUTH_TOKEN=%2").arg(origin, key));
}

} // namespace ui::wizard
