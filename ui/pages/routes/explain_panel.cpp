#include "explain_panel.h"

#include "past_box.h"
#include "section_view.h"

#include "ui/dialogs/text_field.h"
#include "gateway/config/settings/domain.h"
#include "gateway/core/json/json.h"
#include "ui/models/routes/past_question.h"
#include "ui/models/routes/pasted_request.h"
#include "ui/models/routes/explanation_text.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/route_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using models::ExplanationText;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kBodyLines = 5;
constexpr int kAgain_ms = 300; ///< after a change, which may be one of several
constexpr int kMostPast = 30; ///< requests to choose from

/// The model of a request, and its last question; empty: unknown.
std::pair<QString, QString> questionOf(const std::string& body)
{
    const auto json = gateway::parseJson(body);
    if (!json || !json->is_object()) return {};
    const std::string model = json->contains("model") && json->at("model").is_string() ? json->at("model").get<std::string>() : std::string();
    std::string text;
    if (json->contains("messages") && json->at("messages").is_array()) {
        for (const gateway::Json& message : json->at("messages")) {
            if (message.is_object() && message.contains("content") && message.at("content").is_string()) text = message.at("content").get<std::string>();
        }
    }
    return {QString::fromStdString(model), QString::fromStdString(text)};
}

} // namespace

ExplainPanel::ExplainPanel(const Access& access, QWidget* parent)
    : QuestionCard(parent), m_access(access), m_past(new PastBox(content())),
      m_pastNote(new Label({}, look::TextRole::Small, Label::Tone::Secondary, content())), m_bodyLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, content())),
      m_body(new dialogs::TextField(kBodyLines, content())), m_consumerLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, content())),
      m_consumer(new QComboBox(content())), m_explain(new Button(ButtonKind::Plain, {}, {}, content())),
      m_nothingSent(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_send(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-try"), this))
{
    setObjectName(QStringLiteral("explainPanel"));
    build();
    connect(m_explain, &QPushButton::clicked, this, &ExplainPanel::explain);
    connect(m_send, &QPushButton::clicked, this, &ExplainPanel::send);
    connect(m_past, &QComboBox::activated, this, &ExplainPanel::choosePast);
    connect(m_body, &QPlainTextEdit::textChanged, this, &ExplainPanel::forgetExplanation);
    connect(m_consumer, &QComboBox::activated, this, &ExplainPanel::forgetExplanation);
    connect(&access.news(), &models::GatewayNews::live, this, [this](const gateway::usage::LiveSnapshot& snapshot) {
        for (const auto& record : snapshot.finished) m_records.insert(m_records.begin(), *record);
        if (!snapshot.finished.empty()) showPast();
    });
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, [this] {
        showConsumers();
        suggestBody();
        askAgain();
    });
    connect(&access.news(), &models::GatewayNews::providersChanged, this, &ExplainPanel::askAgain);
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain_ms);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_explanation) query(false);
    });
    for (const QKeySequence& keys : {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_Return)}) widgets::onKeysWithin(*this, keys, [this] { explain(); });
    retranslate();
}

void ExplainPanel::build()
{
    m_body->setObjectName(QStringLiteral("explainBody"));
    m_consumer->setObjectName(QStringLiteral("explainConsumer"));
    m_explain->setObjectName(QStringLiteral("explainButton"));
    answer()->setObjectName(QStringLiteral("explainAnswer"));
    m_past->setObjectName(QStringLiteral("explainPast"));
    m_past->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pastNote->setObjectName(QStringLiteral("explainPastNote"));
    m_pastNote->setWordWrap(true);
    m_pastNote->hide();
    m_pastNote->installEventFilter(this); // its height follows its text and width
    m_past->setShortened([this](int index, int width, const PastBox::WidthOf& widthOf) {
        const auto* record = pastOf(m_past->itemData(index).toString());
        return record ? models::PastQuestion::title(*record, width, widthOf) : m_past->itemText(index);
    });
    fields()->addWidget(m_past);
    fields()->addWidget(m_pastNote);
    m_bodyLabel->setBuddy(m_body);
    m_consumerLabel->setBuddy(m_consumer);
    m_consumer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    fields()->addWidget(m_bodyLabel);
    fields()->addWidget(m_body);
    auto* row = new QHBoxLayout;
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_consumerLabel);
    row->addWidget(m_consumer, 1);
    fields()->addLayout(row);
    fields()->addWidget(m_explain);
    buildEnd();
}

void ExplainPanel::buildEnd()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    m_send->setObjectName(QStringLiteral("explainSend"));
    m_send->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_nothingSent->hide();
    auto* end = new QVBoxLayout;
    end->setContentsMargins(x, theme.px(4), x, theme.px(theme.metrics().cardPaddingY));
    end->setSpacing(theme.px(8));
    end->addWidget(m_nothingSent);
    end->addWidget(m_send);
    body()->addLayout(end);
}

void ExplainPanel::retranslate()
{
    setTitle(tr("Explain"));
    setPhrase(tr("nothing is sent"));
    widgets::setBoxLabel(*m_past, tr("Request source"));
    m_nothingSent->setText(tr("Nothing was sent."));
    m_send->setText(tr("Send request"));
    m_send->setToolTip(tr("Opens Try it with this model and question"));
    m_bodyLabel->setText(tr("Request"));
    m_body->setAccessibleName(tr("Request, as JSON, curl or HTTP"));
    m_body->setToolTip(tr("JSON, a curl command, or HTTP with request line and headers"));
    m_consumerLabel->setText(tr("Consumer"));
    widgets::setBoxLabel(*m_consumer, tr("Consumer"));
    m_explain->setText(tr("Explain"));
    m_explain->setToolTip(QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText));
    answer()->setAccessibleName(tr("Explanation"));
    showConsumers();
    suggestBody();
    showPast();
    showExplanation();
}

void ExplainPanel::showEvent(QShowEvent* event)
{
    QuestionCard::showEvent(event);
    if (event->spontaneous()) return;
    askPast();
    askAgain();
}

void ExplainPanel::askPast()
{
    m_access.requests().recent(kMostPast, this, [this](const std::vector<gateway::usage::ExchangeRecord>& records) {
        m_records = records;
        showPast();
    });
}

void ExplainPanel::showPast()
{
    if (m_records.size() > kMostPast) m_records.resize(kMostPast);
    const QVariant chosen = m_past->currentData();
    const QSignalBlocker quiet(m_past);
    m_past->clear();
    m_past->addItem(tr("Request below"), QString());
    for (const auto& record : m_records) m_past->addItem(models::PastQuestion::title(record), QString::fromStdString(record.id));
    if (m_chosen && m_past->findData(QString::fromStdString(m_chosen->id)) < 0) {
        m_past->addItem(models::PastQuestion::title(*m_chosen), QString::fromStdString(m_chosen->id));
    }
    m_past->setCurrentIndex(std::max(0, m_past->findData(chosen)));
    const bool isPast = m_chosen.has_value();
    m_body->setVisible(!isPast);
    m_bodyLabel->setVisible(!isPast);
    m_consumer->setVisible(!isPast);
    m_consumerLabel->setVisible(!isPast);
    m_pastNote->setVisible(isPast);
    if (isPast) m_pastNote->setText(models::PastQuestion::note(*m_chosen));
    fitNote();
}

/// Null: not a past request.
const gateway::usage::ExchangeRecord* ExplainPanel::pastOf(const QString& id) const
{
    const auto found = std::ranges::find(m_records, id.toStdString(), &gateway::usage::ExchangeRecord::id);
    if (found != m_records.end()) return &*found;
    return m_chosen && m_chosen->id == id.toStdString() ? &*m_chosen : nullptr;
}

void ExplainPanel::fitNote()
{
    if (const int height = m_pastNote->heightForWidth(m_pastNote->width()); height > 0) m_pastNote->setFixedHeight(height);
}

bool ExplainPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_pastNote && event->type() == QEvent::Resize) fitNote();
    return QuestionCard::eventFilter(watched, event);
}

void ExplainPanel::choosePast()
{
    const std::string id = m_past->currentData().toString().toStdString();
    const auto found = std::find_if(m_records.begin(), m_records.end(), [&](const auto& record) { return record.id == id; });
    m_chosen = found == m_records.end() ? std::nullopt : std::optional(*found);
    showPast();
    forgetExplanation();
    if (!m_chosen) return;
    gateway::usage::RequestSearch* search = m_access.requests().requestSearch();
    if (!search) return explain();
    using Found = gateway::Result<std::optional<gateway::usage::ExchangeRecord>>;
    search->record(id, this, [this, id](const Found& whole) {
        if (!m_chosen || m_chosen->id != id) return; // another one was selected meanwhile
        if (whole && *whole) m_chosen = **whole;
        showPast();
        explain();
    });
}

void ExplainPanel::send()
{
    if (m_chosen) {
        const QString text = models::PastQuestion::isKept(*m_chosen) ? questionOf(m_chosen->content->request).second : QString();
        Q_EMIT sendWanted(QString::fromStdString(m_chosen->askedModel), text);
        return;
    }
    const auto pasted = models::PastedRequest::read(m_body->toPlainText());
    const auto [model, text] = questionOf(pasted ? pasted->question.body : std::string());
    Q_EMIT sendWanted(model, text);
}

void ExplainPanel::showConsumers()
{
    const QVariant chosen = m_consumer->currentData();
    const QSignalBlocker quiet(m_consumer);
    m_consumer->clear();
    m_consumer->addItem(words::RouteWords::consumer({}), QString());
    for (const auto& consumer : m_access.configuration().settings().consumers) {
        const QString name = QString::fromStdString(consumer.name);
        m_consumer->addItem(name, name);
    }
    m_consumer->setCurrentIndex(std::max(0, m_consumer->findData(chosen)));
}

void ExplainPanel::setRoute(const QString& id)
{
    m_route = id.toStdString();
    if (m_body->toPlainText().isEmpty()) m_suggested.clear();
    suggestBody();
}

// As long as the user has not entered anything there.
void ExplainPanel::suggestBody()
{
    if (m_body->toPlainText() != m_suggested) return;
    const QString model = ExplanationText::sampleModel(m_access.configuration().settings(), m_route);
    const QString suggested = ExplanationText::sampleBody(model);
    if (suggested == m_suggested) return;
    const bool isTheSame = !m_suggested.isEmpty() && model == m_suggestedModel;
    const QSignalBlocker quiet(isTheSame ? m_body : nullptr); // only the language has changed; the result stays
    m_suggestedModel = model;
    m_suggested = suggested;
    m_body->setPlainText(m_suggested);
}

void ExplainPanel::explain()
{
    if (m_chosen) return ask(models::PastQuestion::question(*m_chosen));
    auto pasted = models::PastedRequest::read(m_body->toPlainText());
    if (!pasted) {
        forgetExplanation();
        showAnswer({{tr("Request cannot be read"), {{QStringLiteral("error"), pasted.error()}}}});
        return revealAnswer();
    }
    if (isServed(pasted->host)) pasted->question.headers.emplace_back("host", pasted->host.toStdString());
    pasted->question.consumer = m_consumer->currentData().toString().toStdString();
    ask(std::move(pasted->question));
}

/// For requests to other hosts, explains the same request here.
bool ExplainPanel::isServed(const QString& host) const
{
    const std::string name = host.toLower().toStdString();
    const auto holds = [&name](const std::string& domain) { return gateway::config::domainHolds(domain, name); };
    const gateway::config::Settings& settings = m_access.configuration().settings();
    return !name.empty()
        && (std::ranges::any_of(settings.listen.allowedHosts, holds)
            || std::ranges::any_of(settings.routes, [&holds](const auto& route) { return std::ranges::any_of(route.match.domains, holds); }));
}

void ExplainPanel::ask(gateway::routing::Question question)
{
    m_bytes = question.body.size();
    m_question = std::move(question);
    query(true);
}

void ExplainPanel::query(bool reveals)
{
    const int number = ++m_asked;
    m_access.diagnosis().explain(m_question, [guard = QPointer(this), number, reveals](const gateway::routing::Explanation& explanation) {
        if (!guard || guard->m_asked != number) return;
        guard->m_explanation = explanation;
        guard->m_settings = guard->m_access.configuration().settings();
        guard->showExplanation();
        if (reveals) guard->revealAnswer();
    });
}

/// After a change of routes or providers, which may lead the same request elsewhere.
void ExplainPanel::askAgain()
{
    if (m_explanation && isVisible() && !m_again.isActive()) m_again.start();
}

/// The query was changed: a shown or pending result does not apply to it.
void ExplainPanel::forgetExplanation()
{
    ++m_asked;
    m_explanation.reset();
    clearAnswer();
    m_nothingSent->hide();
}

void ExplainPanel::showExplanation()
{
    m_nothingSent->setVisible(m_explanation.has_value());
    if (!m_explanation) return;
    auto sections = ExplanationText::sections(*m_explanation, m_settings, m_access.providers().catalog());
    auto cost = models::PastQuestion::cost(*m_explanation, m_chosen ? &*m_chosen : nullptr, m_bytes, m_settings, m_access.providers().catalog());
    // Before the section on failures, which is long.
    const auto place = m_explanation->rules.empty() || sections.empty() ? sections.end() : sections.end() - 1;
    if (!cost.lines.empty()) sections.insert(place, std::move(cost));
    if (m_chosen) {
        auto difference = models::PastQuestion::difference(*m_chosen, *m_explanation);
        if (!difference.lines.empty()) sections.insert(sections.begin(), std::move(difference));
    }
    showAnswer(std::move(sections));
}

} // namespace ui::pages
