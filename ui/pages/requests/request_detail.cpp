#include "request_detail.h"

#include "attempt_waterfall.h"
#include "replay_dialog.h"

#include "gateway/routing/past_explanation.h"
#include "ui/charts/chart_legend.h"
#include "ui/look/scroll.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/requests/request_curl.h"
#include "ui/models/routes/explanation_text.h"
#include "ui/pages/routes/section_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/focus_part.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/status_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

using gateway::usage::ExchangeRecord;
using models::FactLine;
using models::RequestFactLines;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kAttemptPart = 2;
constexpr int kFactPart = 1;
constexpr int kLegendSwatch = 10;
constexpr int kHeadingGap = 8;

/// Legend of a waterfall colour; it hides nothing, so it is not a button.
class Swatch final : public QWidget {
public:
    Swatch(bool isWaiting, QWidget* parent) : QWidget(parent), m_isWaiting(isWaiting)
    {
        const int side = look::theme().px(kLegendSwatch);
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const look::Theme& theme = look::theme();
        painter.setBrush(m_isWaiting ? theme.color(look::Color::Control) : theme.color(look::TokenKind::Output));
        painter.drawRoundedRect(rect(), 2, 2);
    }

private:
    bool m_isWaiting;
};

std::vector<widgets::BarPart> barParts(const models::TokenParts& parts)
{
    const std::pair<std::optional<std::int64_t>, look::TokenKind> kinds[] = {{parts.fresh, look::TokenKind::FreshInput},
        {parts.cached, look::TokenKind::CachedInput}, {parts.cacheWrite, look::TokenKind::CacheWrite}, {parts.output, look::TokenKind::Output},
        {parts.reasoning, look::TokenKind::Reasoning}};
    double all = 0;
    for (const auto& [count, kind] : kinds) all += static_cast<double>(count.value_or(0));
    std::vector<widgets::BarPart> bar;
    for (const auto& [count, kind] : kinds) {
        if (all > 0) bar.push_back({static_cast<double>(count.value_or(0)) / all, kind});
    }
    return bar;
}

} // namespace

RequestDetail::RequestDetail(models::GatewayModel& model, const Access& access, QWidget* parent)
    : Card({}, parent), m_model(model), m_access(access), m_halves(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_title(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)), m_legend(new QWidget(this)),
      m_waiting(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_legend)),
      m_streaming(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_legend)), m_explain(new Button(ButtonKind::Link, {}, {}, this)),
      m_views(new QStackedLayout), m_waterfall(new AttemptWaterfall), m_sections(new SectionView),
      m_whyShape(new widgets::StatusShape(look::Status::Ok, this)), m_why(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_route(new Button(ButtonKind::Link, {}, {}, this)),
      m_tokensTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_chain(new Button(ButtonKind::Link, {}, {}, this)), m_bar(new widgets::SplitBar(this)),
      m_curl(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)), m_replay(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-try"), this)),
      m_report(new Button(ButtonKind::Icon, {}, QStringLiteral("act-export"), this)), m_menu(new QMenu(this)), m_reports(new QMenu(this))
{
    setObjectName(QStringLiteral("requestDetail"));
    build();
    connect(m_explain, &QPushButton::toggled, this, &RequestDetail::showExplanation);
    connect(m_route, &QPushButton::clicked, this, &RequestDetail::makeRoute);
    connect(m_curl, &QPushButton::clicked, this, &RequestDetail::copyCurl);
    connect(m_chain, &QPushButton::clicked, this, &RequestDetail::openChain);
    connect(m_replay, &QPushButton::clicked, this, [this] { m_menu->popup(m_replay->mapToGlobal(QPoint(0, m_replay->height()))); });
    connect(m_report, &QPushButton::clicked, this, [this] { m_reports->popup(m_report->mapToGlobal(QPoint(0, m_report->height()))); });
    retranslate();
}

void RequestDetail::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    const int y = theme.px(theme.metrics().cardPaddingY) - look::kCardEdge;
    m_halves->setContentsMargins(x, y, x, y - 4);
    m_halves->setSpacing(theme.px(28));
    m_halves->addWidget(buildAttempts(), kAttemptPart);
    m_halves->addWidget(buildFacts(), kFactPart);
    body()->addLayout(m_halves, 1);
    m_waterfall->setObjectName(QStringLiteral("attemptWaterfall"));
    m_sections->setObjectName(QStringLiteral("requestExplanation"));
    m_explain->setObjectName(QStringLiteral("explainRequest"));
    m_why->setObjectName(QStringLiteral("requestWhy"));
    m_route->setObjectName(QStringLiteral("makeRoute"));
    m_chain->setObjectName(QStringLiteral("requestChain"));
    m_curl->setObjectName(QStringLiteral("copyCurl"));
    m_replay->setObjectName(QStringLiteral("replayRequest"));
    m_report->setObjectName(QStringLiteral("reportRequest"));
}

QWidget* RequestDetail::buildAttempts()
{
    const look::Theme& theme = look::theme();
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins({});
    column->setSpacing(theme.px(6));
    auto* legend = new QHBoxLayout(m_legend);
    legend->setContentsMargins({});
    legend->setSpacing(theme.px(6));
    for (const auto& [label, isWaiting] : {std::pair{m_waiting, true}, std::pair{m_streaming, false}}) {
        legend->addWidget(new Swatch(isWaiting, m_legend));
        legend->addWidget(label);
        legend->addSpacing(theme.px(8));
    }
    auto* heading = new QHBoxLayout;
    heading->addWidget(m_title);
    heading->addStretch(1);
    heading->addWidget(m_legend);
    heading->addWidget(m_explain);
    m_explain->setCheckable(true);
    m_explain->setFixedHeight(theme.px(24));
    column->addLayout(heading);
    for (QWidget* view : {static_cast<QWidget*>(m_waterfall), static_cast<QWidget*>(m_sections)}) {
        auto* inside = new QWidget;
        auto* top = new QVBoxLayout(inside);
        top->setContentsMargins({});
        top->addWidget(view);
        top->addStretch(1);
        auto* scroll = new QScrollArea(half);
        look::scrollPlainly(*scroll, inside);
        m_views->addWidget(scroll);
    }
    column->addLayout(m_views, 1);
    column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, half));
    auto* why = new QHBoxLayout;
    why->setContentsMargins(0, theme.px(2), 0, theme.px(4));
    why->setSpacing(theme.px(8));
    why->addWidget(m_whyShape);
    why->addWidget(m_why, 1);
    why->addWidget(m_route, 0, Qt::AlignTop);
    m_route->setFixedHeight(theme.px(24));
    m_why->setWordWrap(true);
    column->addLayout(why);
    return half;
}

QWidget* RequestDetail::buildFacts()
{
    const look::Theme& theme = look::theme();
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins({});
    column->setSpacing(theme.px(6));
    m_tokensTitle->setMinimumHeight(theme.px(24));
    m_chain->setFixedHeight(theme.px(24));
    auto* heading = new QHBoxLayout;
    heading->addWidget(m_tokensTitle);
    heading->addStretch(1);
    heading->addWidget(m_chain);
    column->addLayout(heading);
    column->addWidget(m_bar);
    auto* inside = new QWidget;
    m_factColumn = new QVBoxLayout(inside);
    m_factColumn->setContentsMargins({});
    auto* scroll = new QScrollArea(half);
    look::scrollPlainly(*scroll, inside);
    column->addWidget(scroll, 1);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(theme.px(8));
    actions->addStretch(1);
    actions->addWidget(m_curl);
    actions->addWidget(m_replay);
    actions->addWidget(m_report);
    column->addLayout(actions);
    return half;
}

void RequestDetail::retranslate()
{
    setAccessibleName(tr("Selected request"));
    m_waiting->setText(tr("waiting for the first token"));
    m_streaming->setText(tr("streaming"));
    m_waterfall->setAccessibleName(tr("Attempts"));
    m_sections->setAccessibleName(tr("Explanation"));
    m_curl->setText(tr("Copy as curl"));
    m_curl->setToolTip(tr("without the key, and without the prompt unless its text is stored"));
    m_replay->setText(tr("Replay"));
    m_route->setText(tr("Create route…"));
    m_route->setToolTip(tr("Creates a route for similar requests, before the route used here"));
    m_chain->setToolTip(tr("Shows related requests"));
    m_menu->clear();
    m_replayHint = m_menu->addAction(QString(), this, &RequestDetail::openReplay);
    m_replayHint->setObjectName(QStringLiteral("replayElsewhere"));
    m_menu->addAction(tr("Send test request…"), this, &RequestDetail::testRequested);
    m_menu->addSeparator();
    m_menu->addAction(tr("Copy request ID"), this, &RequestDetail::copyId);
    m_report->setHint(tr("Report of this request, without content or keys"));
    m_reports->clear();
    m_reports->addAction(tr("Copy report"), this, &RequestDetail::copyReport)->setObjectName(QStringLiteral("copyReport"));
    QAction* save = m_reports->addAction(tr("Save report…"), this, [this] {
        if (m_record) Q_EMIT reportWanted(QStringLiteral("request-%1.md").arg(m_id), report().toUtf8());
    });
    save->setObjectName(QStringLiteral("saveReport"));
    showExplanation(m_explain->isChecked());
    fill();
}

void RequestDetail::show(const QString& id)
{
    if (id == m_id && !m_underWay) return;
    m_id = id;
    m_underWay.reset();
    auto* search = m_access.requests().requestSearch();
    if (id.isEmpty() || !search) {
        m_record.reset();
        fill();
        return;
    }
    search->record(id.toStdString(), this, [this, id](gateway::Result<std::optional<ExchangeRecord>> found) {
        if (id != m_id) return;
        m_record = found ? std::move(*found) : std::nullopt;
        fill();
    });
}

void RequestDetail::showUnderWay(const gateway::usage::InFlight& one, gateway::WallTime begin)
{
    m_id = QString::fromStdString(one.id);
    m_record.reset();
    m_underWay = one;
    m_begin = begin;
    fill();
}

void RequestDetail::fill()
{
    const bool isKnown = m_record.has_value();
    const auto nameOf = [this](const std::string& provider) { return m_model.providerName(provider); };
    for (QWidget* control : {static_cast<QWidget*>(m_curl), static_cast<QWidget*>(m_replay), static_cast<QWidget*>(m_report), static_cast<QWidget*>(m_explain)}) control->setEnabled(isKnown);
    m_whyShape->setVisible(isKnown || m_underWay);
    m_route->setVisible(isKnown && models::canPropose(*m_record));
    m_why->setText(isKnown || m_id.isEmpty() ? QString() : tr("The request is still in progress or no longer stored."));
    if (m_underWay) {
        m_why->setText(RequestFactLines::underWay(*m_underWay, nameOf));
        m_whyShape->setStatus(look::Status::Busy);
    }
    m_waterfall->setBars(isKnown ? RequestFactLines::attempts(*m_record, nameOf) : std::vector<models::AttemptBar>());
    m_bar->setParts(isKnown ? barParts(RequestFactLines::tokens(*m_record)) : std::vector<widgets::BarPart>());
    if (isKnown) {
        QString status;
        m_why->setText(RequestFactLines::why(*m_record, nameOf, status));
        m_whyShape->setStatus(look::statusNamed(status).value_or(look::Status::Idle));
        m_curl->setEnabled(!curlLine().isEmpty());
    }
    const bool hasSession = isKnown && !m_record->session.empty();
    m_chain->setText(hasSession ? tr("Show conversation") : tr("Show trace"));
    m_chain->setVisible(hasSession || (isKnown && m_record->trace && m_record->trace->parent));
    m_tokensTitle->setText(m_underWay ? tr("In progress") : tr("Tokens and cost"));
    fillReplay();
    fillFacts();
    fillExplanation();
}

void RequestDetail::fillReplay()
{
    const auto* content = m_record ? m_record->content.get() : nullptr;
    m_replayHint->setEnabled(m_record && models::RequestCurl::canReplay(*m_record));
    if (m_replayHint->isEnabled()) m_replayHint->setText(tr("To another target…"));
    else if (!content || content->request.empty()) m_replayHint->setText(tr("To another target: content was not stored"));
    else if (content->isCut) m_replayHint->setText(tr("To another target: only part of the content was stored"));
    else m_replayHint->setText(tr("To another target: not supported for this protocol"));
}

void RequestDetail::openReplay()
{
    if (!m_record) return;
    auto* dialog = new ReplayDialog(*m_record, m_model, m_access, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReplayDialog::replayed, this, &RequestDetail::replayed);
    dialog->open();
}

void RequestDetail::openChain()
{
    if (!m_record) return;
    using gateway::usage::RequestField;
    if (!m_record->session.empty()) Q_EMIT chainWanted(RequestField::Session, m_record->session);
    else if (m_record->trace) Q_EMIT chainWanted(RequestField::Trace, std::string(gateway::usage::digitsOf(m_record->trace->trace)));
}

std::vector<FactLine> RequestDetail::facts() const
{
    if (m_underWay) return RequestFactLines::underWayLines(*m_underWay, m_begin, [this](const std::string& provider) { return m_model.providerName(provider); });
    if (!m_record) return {};
    std::vector<FactLine> lines = RequestFactLines::tokenLines(*m_record);
    lines.push_back({tr("Origin"), {}, {}, true});
    for (FactLine& line : RequestFactLines::originLines(*m_record)) lines.push_back(std::move(line));
    return lines;
}

/// Existing lines keep their labels: requests in progress are updated several times a second.
void RequestDetail::fillFacts()
{
    const std::vector<FactLine> lines = facts();
    QStringList labels;
    for (const FactLine& line : lines) labels += line.label;
    if (!m_facts || labels != m_labels) {
        const bool hadFocus = m_facts && m_facts->hasFocus();
        delete m_facts;
        m_values.clear();
        m_labels = labels;
        m_facts = new widgets::FocusPart;
        m_facts->setObjectName(QStringLiteral("requestFacts"));
        auto* column = new QVBoxLayout(m_facts);
        const int ring = widgets::FocusPart::ringSpace();
        column->setContentsMargins(ring, ring, ring, ring);
        column->setSpacing(look::theme().px(3));
        for (int row = 0; row < labels.size(); ++row) {
            const bool isHeading = lines[static_cast<std::size_t>(row)].isHeading;
            auto* label = new Label(labels[row], isHeading ? look::TextRole::Heading : look::TextRole::Body, isHeading ? Label::Tone::Normal : Label::Tone::Secondary, m_facts);
            if (isHeading) label->setContentsMargins(0, look::theme().px(kHeadingGap), 0, 0);
            auto* line = new QHBoxLayout; // so that a value gets all the room beside its own label
            line->addWidget(label);
            column->addLayout(line);
            auto* value = new widgets::ElidedLabel({}, look::TextRole::Body, Label::Tone::Normal, m_facts);
            value->setElideMode(Qt::ElideMiddle);
            value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            line->addWidget(value, 1);
            m_values.push_back(value);
        }
        column->addStretch(1);
        m_factColumn->addWidget(m_facts);
        m_facts->show();
        if (hadFocus) m_facts->setFocus(Qt::OtherFocusReason);
    }
    m_facts->setAccessibleName(m_tokensTitle->text());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const FactLine& line = lines[i];
        const QString text = line.source.isEmpty() ? line.value : QStringLiteral("%1 · %2").arg(line.value, line.source);
        m_values[i]->setText(text);
        m_values[i]->setAccessibleName(line.isHeading ? line.label : QStringLiteral("%1: %2").arg(line.label, text));
    }
}

void RequestDetail::fillExplanation()
{
    if (!m_explain->isChecked()) return; // it is long, and mostly not opened
    std::vector<models::TextSection> sections;
    if (m_record) sections = models::ExplanationText::sections(gateway::routing::pastExplanation(*m_record), m_access.configuration().settings(), m_access.providers().catalog());
    m_sections->setSections(std::move(sections));
}

void RequestDetail::showExplanation(bool shown)
{
    m_title->setText(shown ? tr("Explanation") : tr("Attempts"));
    m_explain->setText(shown ? tr("Attempts") : tr("Explain"));
    m_legend->setVisible(!shown);
    m_views->setCurrentIndex(shown ? 1 : 0);
    fillExplanation();
}

QString RequestDetail::curlLine() const
{
    if (!m_record) return {};
    const QStringList origins = m_model.baseUrls();
    return models::RequestCurl::line(*m_record, origins.isEmpty() ? QStringLiteral("http://127.0.0.1:8080") : origins.front());
}

void RequestDetail::copyCurl()
{
    const QString line = curlLine();
    if (!line.isEmpty()) QGuiApplication::clipboard()->setText(line);
}

QString RequestDetail::report() const { return m_record ? m_access.requests().requestReport(*m_record, gateway::host::programFacts()) : QString(); }

void RequestDetail::copyReport()
{
    if (m_record) QGuiApplication::clipboard()->setText(report());
}

void RequestDetail::makeRoute()
{
    if (m_record && models::canPropose(*m_record)) Q_EMIT routeWanted(models::proposalFor(*m_record, m_access.configuration().settings()));
}

void RequestDetail::copyId() { QGuiApplication::clipboard()->setText(m_id); }

void RequestDetail::setNarrow(bool narrow)
{
    m_halves->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_legend->setHidden(narrow || m_explain->isChecked());
}

} // namespace ui::pages
