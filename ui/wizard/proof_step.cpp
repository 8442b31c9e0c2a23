#include "proof_step.h"

#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"
#include "ui/models/requests/request_fact_lines.h"
#include "ui/pages/test_request.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace ui::wizard {

using gateway::usage::ExchangeRecord;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr auto kDemoName = "demo";
constexpr int kAddressField = 280;
constexpr int kAnswerLines = 2; // at least
constexpr int kLookedThrough = 200; ///< of the newest requests

/// Models to offer: the user's own first, then the demo, then its failing models.
QStringList proofModels(const models::GatewayModel& model, const models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>& access)
{
    QStringList names = pages::testModels(model, access);
    const QLatin1StringView demo(kDemoName);
    const auto rank = [&](const QString& name) { return name == demo ? 1 : name.startsWith(demo) ? 2 : 0; };
    std::stable_sort(names.begin(), names.end(), [&](const QString& a, const QString& b) { return rank(a) < rank(b); });
    return names;
}

/// The answer takes the available room, and scrolls if that is small: the parts below it stay visible.
class AnswerBox final : public QPlainTextEdit {
public:
    using QPlainTextEdit::QPlainTextEdit;

    QSize sizeHint() const override { return {QPlainTextEdit::sizeHint().width(), minimumSizeHint().height()}; }
    QSize minimumSizeHint() const override { return {QPlainTextEdit::minimumSizeHint().width(), fontMetrics().lineSpacing() * kAnswerLines}; }
};

/// By a model: responses of the gateway itself, such as a token estimate, prove nothing.
bool isAnswered(const ExchangeRecord& record) { return record.outcome == gateway::usage::Outcome::Answered && record.isAnsweredByModel(); }

} // namespace

ProofStep::ProofStep(models::GatewayModel& model, const Access& access, models::Autostart* autostart, std::function<bool()> hasTray, QWidget* parent)
    : Step(parent), m_gateway(model), m_access(access), m_autostart(autostart), m_hasTray(std::move(hasTray)), m_request(access), m_hops(new HopLine(this)),
      m_modelLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_model(new QComboBox(this)), m_answer(new AnswerBox(this)),
      m_helpRow(new QWidget(this)), m_help(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_helpRow)),
      m_remedy(new Button(ButtonKind::Plain, {}, {}, m_helpRow)), m_facts(nullptr), m_show(new Button(ButtonKind::Link, {}, {}, this)),
      m_addressLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_address(new widgets::AddressField(this)),
      m_start(new QCheckBox(this)), m_hint(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_send(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-try"), this))
{
    build();
    retranslate();
    connectRequest();
    connect(m_send, &QPushButton::clicked, this, &ProofStep::send);
    connect(m_remedy, &QPushButton::clicked, this, &ProofStep::help);
    connect(m_show, &QPushButton::clicked, this, [this] { Q_EMIT requestWanted(m_shownId); });
    if (m_autostart) {
        connect(m_start, &QCheckBox::toggled, m_autostart, &models::Autostart::set);
        connect(m_autostart, &models::Autostart::changed, this, &ProofStep::settle);
        connect(m_autostart, &models::Autostart::failed, this, &ProofStep::settle); // the system's result applies
        m_autostart->look();
    }
    connect(&access.news(), &models::GatewayNews::live, this, &ProofStep::take);
    connect(&model, &models::GatewayModel::headlineChanged, this, &ProofStep::settle);
}

ProofStep::~ProofStep() { m_request.release(); }

void ProofStep::build()
{
    const look::Theme& theme = look::theme();
    m_hops->setObjectName(QStringLiteral("hops"));
    m_model->setObjectName(QStringLiteral("proofModel"));
    m_answer->setObjectName(QStringLiteral("proofAnswer"));
    m_help->setObjectName(QStringLiteral("proofHelp"));
    m_remedy->setObjectName(QStringLiteral("proofRemedy"));
    m_show->setObjectName(QStringLiteral("showInRequests"));
    m_address->setObjectName(QStringLiteral("proofAddress"));
    m_start->setObjectName(QStringLiteral("startWithSession"));
    m_hint->setObjectName(QStringLiteral("trayHint"));
    m_send->setObjectName(QStringLiteral("sendForMe"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a model name may be wider than the dialog
    m_answer->setReadOnly(true);
    m_answer->setTabChangesFocus(true);
    m_answer->setFocusPolicy(Qt::ClickFocus); // nothing to read yet, so no focus ring
    connect(m_answer, &QPlainTextEdit::textChanged, this, [this] { m_answer->setFocusPolicy(m_answer->document()->isEmpty() ? Qt::ClickFocus : Qt::StrongFocus); });
    m_answer->setFrameShape(QFrame::NoFrame);
    m_answer->document()->setDocumentMargin(0);
    m_answer->viewport()->setAutoFillBackground(false);
    m_help->setWordWrap(true);
    m_hint->setWordWrap(true);

    auto* hops = new widgets::Card({}, this);
    auto* way = new QWidget(hops);
    auto* lines = new QVBoxLayout(way);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(theme.metrics().gap));
    lines->addWidget(m_hops);
    lines->addWidget(m_helpRow);
    hops->addContent(way);
    auto* card = new widgets::Card({}, this);
    auto* asked = new QWidget(card);
    auto* row = new QHBoxLayout(asked);
    row->setContentsMargins({});
    row->setSpacing(theme.px(8));
    row->addWidget(m_modelLabel);
    row->addWidget(m_model, 1);
    auto* helpRow = new QHBoxLayout(m_helpRow);
    helpRow->setContentsMargins({});
    helpRow->setSpacing(theme.px(8));
    helpRow->addWidget(m_help, 1);
    helpRow->addWidget(m_remedy, 0, Qt::AlignTop);
    card->addContent(asked);
    card->addContent(m_answer, 1);
    m_facts = buildFacts();
    card->addContent(m_facts);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(theme.px(8));
    bottom->addWidget(m_addressLabel);
    m_address->setFixedWidth(theme.px(kAddressField));
    bottom->addWidget(m_address);
    bottom->addStretch(1);
    bottom->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(hops);
    column->addWidget(card, 1);
    column->addLayout(bottom);
    column->addWidget(m_hint);
}

QWidget* ProofStep::buildFacts()
{
    constexpr const char* kNames[FigureCount] = {"proofFirstToken", "proofDuration", "proofTokens", "proofCost"};
    const look::Theme& theme = look::theme();
    auto* facts = new QWidget(this);
    auto* row = new QHBoxLayout(facts);
    row->setContentsMargins({});
    row->setSpacing(theme.px(24));
    for (std::size_t i = 0; i < FigureCount; ++i) {
        m_factNames[i] = new Label({}, look::TextRole::Body, Label::Tone::Secondary, facts);
        m_factValues[i] = new Label({}, look::TextRole::Heading, Label::Tone::Normal, facts);
        m_factValues[i]->setObjectName(QString::fromLatin1(kNames[i]));
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(m_factNames[i]);
        column->addWidget(m_factValues[i]);
        row->addLayout(column);
    }
    row->addStretch(1);
    row->addWidget(m_show);
    return facts;
}

void ProofStep::connectRequest()
{
    connect(&m_request, &pages::TestRequest::answering, this, &ProofStep::showAnswering);
    connect(&m_request, &pages::TestRequest::finished, this, &ProofStep::showEnd);
    connect(&m_request, &pages::TestRequest::textAdded, this, [this](const QString& text) {
        m_answer->moveCursor(QTextCursor::End);
        m_answer->insertPlainText(text);
    });
}

QString ProofStep::name() const { return tr("Proof"); }

QString ProofStep::title() const
{
    if (m_isProven) return tr("It works: the request was answered");
    if (m_hasFailed) return HopWords::title(m_failure.hop);
    return m_request.isRunning() ? tr("Request in progress") : tr("Waiting for a request");
}

QString ProofStep::sentence() const
{
    if (m_isProven && m_from.isEmpty()) return tr("Sent by Signalbox to its own address, as any client would.");
    if (m_isProven && m_sentAt.isValid()) return tr("Sent by %1 at %2.", "a client, a time").arg(m_from, Formatter().time(m_sentAt));
    if (m_isProven) return tr("Sent by %1.").arg(m_from);
    if (m_hasFailed) return m_failure.what;
    return tr("Send one from your client, or let Signalbox send one to itself.");
}

QString ProofStep::goOnText() const { return tr("Finish"); }

QString ProofStep::skipText() const { return m_isProven ? QString() : tr("Finish without test"); }

void ProofStep::setModel(const QString& model)
{
    m_wanted = model;
    listModels();
}

void ProofStep::enter()
{
    listModels();
    settle();
    if (!m_isProven && !m_request.isRunning()) lookBack();
}

void ProofStep::retranslate()
{
    m_hops->retranslate();
    m_modelLabel->setText(tr("Model"));
    widgets::setBoxLabel(*m_model, tr("Model"));
    m_answer->setAccessibleName(tr("Answer"));
    m_answer->setPlaceholderText(tr("The answer appears here as it streams."));
    m_factNames[FirstToken]->setText(tr("First token"));
    m_factNames[Duration]->setText(tr("Duration"));
    m_factNames[TokensUsed]->setText(tr("Tokens"));
    m_factNames[Cost]->setText(tr("Cost"));
    m_show->setText(tr("Show in Requests"));
    m_addressLabel->setText(tr("Address"));
    m_address->setDescription(tr("Address for clients"));
    m_address->setCopyHint(tr("Copy address"));
    m_start->setText(tr("Start Signalbox when I log in"));
    m_failure = m_hasFailed ? HopWords::failure(m_failedCode, m_failedWords) : HopFailure();
    settle();
}

void ProofStep::listModels()
{
    const QString typed = m_model->currentText();
    const QStringList known = proofModels(m_gateway, m_access);
    QStringList names = known;
    if (!m_wanted.isEmpty() && !names.contains(m_wanted)) names.prepend(m_wanted);
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    m_model->addItems(names);
    const QString shown = !m_wanted.isEmpty() ? m_wanted : typed;
    if (!shown.isEmpty()) m_model->setCurrentText(shown);
    m_model->lineEdit()->setCursorPosition(0);
}

QString ProofStep::host() const { return QUrl(m_gateway.address()).authority(); }

/// What happens to the program when its window is closed.
QString ProofStep::closingText() const
{
    if (!m_access.configuration().settings().ui.closeToTray) return tr("Closing the window quits Signalbox. You can change this in Settings.");
    return !m_hasTray || m_hasTray() ? tr("Signalbox stays in the tray when you close its window.")
                                     : tr("This desktop has no tray. Closing the window minimises it. Start Signalbox again to show it.");
}

void ProofStep::settle()
{
    m_send->setText(m_isProven ? tr("Send another") : m_hasFailed ? tr("Try again") : tr("Send it for me"));
    m_address->setAddress(m_gateway.address(), tr("not listening"));
    m_facts->setVisible(m_isProven);
    m_helpRow->setVisible(m_hasFailed);
    m_help->setText(m_failure.help);
    m_remedy->setText(HopWords::remedy(m_failure.remedy));
    m_remedy->setVisible(m_failure.remedy != Remedy::None);
    const auto start = m_autostart ? m_autostart->state() : models::Autostart::State::Missing;
    m_start->setVisible(m_isProven && start != models::Autostart::State::Missing);
    const QSignalBlocker quiet(m_start);
    m_start->setChecked(start == models::Autostart::State::On);
    m_hint->setVisible(m_isProven);
    m_hint->setText(closingText());
    if (m_hops->state(Hop::Client) == look::Status::Idle) {
        m_hops->setWho(Hop::Client, {});
        m_hops->setWho(Hop::Gateway, host());
        m_hops->setWho(Hop::Route, {});
        m_hops->setWho(Hop::Provider, {});
    }
    Q_EMIT changed();
}

void ProofStep::send()
{
    if (m_request.isRunning()) return;
    m_hasFailed = false;
    m_isProven = false;
    m_from.clear();
    m_sentAt = {};
    m_shownId.clear();
    m_shown.reset();
    m_answer->clear();
    m_wanted = m_model->currentText().trimmed();
    m_hops->setWho(Hop::Client, QStringLiteral("Signalbox"));
    m_hops->setWho(Hop::Gateway, host());
    m_hops->setWho(Hop::Route, {});
    m_hops->setWho(Hop::Provider, {});
    if (m_gateway.address().isEmpty()) return fail(QStringLiteral("unreachable"), m_gateway.problem());
    m_hops->setReached(Hop::Gateway, look::Status::Busy);
    m_request.send(QUrl(m_gateway.address()), m_wanted, tr("Say in one sentence that this request came through a gateway."));
    settle();
}

void ProofStep::showAnswering()
{
    const pages::TestFacts& facts = m_request.facts();
    m_shownId = facts.requestId;
    m_hops->setWho(Hop::Route, facts.route.isEmpty() && !facts.provider.isEmpty() ? tr("none needed") : facts.route);
    m_hops->setWho(Hop::Provider, facts.provider.isEmpty() ? QString() : m_gateway.providerName(facts.provider.toStdString()));
    m_hops->setReached(Hop::Provider, look::Status::Busy);
}

void ProofStep::showEnd()
{
    const pages::TestFacts& facts = m_request.facts();
    if (!facts.errorCode.isEmpty()) {
        const QString said = words::SentenceWords::of(facts.error);
        m_answer->setPlainText(said);
        return fail(facts.errorCode, said);
    }
    const Formatter format;
    m_factValues[FirstToken]->setText(format.latency(facts.firstToken));
    m_factValues[Duration]->setText(format.duration(facts.total));
    m_factValues[TokensUsed]->setText(facts.inputTokens && facts.outputTokens ? models::RequestText::exactTokens(*facts.inputTokens + *facts.outputTokens, false) : format.unknown());
    m_factValues[Cost]->setText(format.unknown());
    if (m_shown) showFigures(*m_shown); // its record arrives at about the same time
    succeed();
}

void ProofStep::take(const gateway::usage::LiveSnapshot& snapshot)
{
    for (const auto& record : snapshot.finished) {
        if (!m_shownId.isEmpty() && record->id == m_shownId.toStdString()) {
            m_shown = record;
            if (m_isProven) showFigures(*record);
        } else if (!isVisible()) {
            if (isEarlierProof(*record)) m_earlier = record;
        } else if (!m_isProven && !m_request.isRunning() && (isAnswered(*record) || !record->errorCode.empty())) {
            showRecord(*record);
        }
    }
}

/// Another test by Signalbox does not show that a client is set up.
bool ProofStep::isEarlierProof(const ExchangeRecord& record) const
{
    return isAnswered(record) && record.startedAt >= m_since && !models::Caller(record).isOurselves();
}

/// A client may have been tried before the step is shown, or while the wizard was closed.
void ProofStep::lookBack()
{
    if (m_earlier && isEarlierProof(*m_earlier)) return showRecord(*m_earlier, true);
    m_access.requests().recent(kLookedThrough, this, [this](const std::vector<ExchangeRecord>& records) {
        const ExchangeRecord* newest = nullptr;
        for (const ExchangeRecord& record : records)
            if (isEarlierProof(record) && (!newest || newest->startedAt < record.startedAt)) newest = &record;
        if (newest && isVisible() && !m_isProven && !m_request.isRunning()) showRecord(*newest, true);
    });
}

// A request of another client is as good as our own.
void ProofStep::showRecord(const ExchangeRecord& record, bool isEarlier)
{
    m_from = models::ClientName::of(models::Caller(record));
    m_sentAt = isEarlier ? Formatter::local(record.startedAt) : QDateTime();
    m_shownId = QString::fromStdString(record.id);
    m_hops->setWho(Hop::Client, m_from);
    m_hops->setWho(Hop::Gateway, host());
    m_hops->setWho(Hop::Route, record.route.empty() && !record.provider.empty() ? tr("none needed") : QString::fromStdString(record.route));
    m_hops->setWho(Hop::Provider, record.provider.empty() ? QString() : m_gateway.providerName(record.provider));
    m_answer->clear();
    if (!isAnswered(record))
        return fail(QString::fromStdString(record.errorCode), {});
    m_answer->setPlainText(answeredText(record));
    showFigures(record);
    succeed();
}

QString ProofStep::answeredText(const ExchangeRecord& record) const
{
    const QString provider = m_gateway.providerName(record.provider);
    const QString asked = QString::fromStdString(record.askedModel);
    const QString model = QString::fromStdString(record.model);
    if (model.isEmpty() || model == asked) return tr("%1 requested %2, and %3 answered. The content is not stored.", "a client, a model, a provider").arg(m_from, asked, provider);
    return tr("%1 requested %2, and %3 answered with %4. The content is not stored.", "a client, a model, a provider, its model").arg(m_from, asked, provider, model);
}

/// The same figures as on the page of requests.
void ProofStep::showFigures(const ExchangeRecord& record)
{
    const Formatter format;
    m_factValues[FirstToken]->setText(format.latency(record.firstToken));
    m_factValues[Duration]->setText(format.duration(record.duration));
    m_factValues[TokensUsed]->setText(models::RequestText::exactTokens(record));
    m_factValues[Cost]->setText(models::RequestFactLines::cost(record));
}

void ProofStep::succeed()
{
    m_isProven = true;
    m_hasFailed = false;
    m_hops->setReached(Hop::Provider, look::Status::Ok);
    settle();
    Q_EMIT proven();
    Q_EMIT focusWanted();
}

void ProofStep::fail(const QString& code, const QString& said)
{
    m_failedCode = code;
    m_failedWords = said;
    m_since = m_gateway.clock().wallNow(); // what was answered before no longer shows that it works
    m_failure = HopWords::failure(code, said);
    m_hasFailed = true;
    m_hops->setReached(m_failure.hop, look::Status::Error);
    settle();
    Q_EMIT focusWanted();
}

void ProofStep::help()
{
    switch (m_failure.remedy) {
    case Remedy::None: break;
    case Remedy::ShowGateway: Q_EMIT gatewayWanted(); break;
    case Remedy::ShowProvider: Q_EMIT providerWanted(); break;
    case Remedy::Resume:
        m_access.control().resume();
        send();
        break;
    }
}

} // namespace ui::wizard
