#pragma once

#include "ui/models/clients/consumer_activity.h"
#include "ui/models/gateway_parts.h"

#include "gateway/usage/search/request_filter.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace ui::look {
class Seen;
}
namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class Button;
class LastInput;
class PageHeader;
}

namespace ui::pages {

class ConsumersPane;
class ToolsPane;

/// Clients: the tools of this machine and their set-up, and on a second pane the consumers with their keys.
class ClientsPage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests, models::Diagnosis>;

    /// All must outlive the page.
    ClientsPage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~ClientsPage() override;

    enum class View { Tools, Consumers };

    void showView(View view);
    View view() const { return m_view; }
    void selectConsumer(const QString& name);
    void selectTool(const QString& id);
    /// Shows what restoring a tool would change.
    void restoreTool(const QString& id);
    bool isNarrow() const { return m_isNarrow; }

Q_SIGNALS:
    void requestsWanted(const gateway::usage::RequestFilter& filter); ///< those behind a number

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void makeShortcuts();
    void retranslate();
    void arrange();
    void showTitle();
    void goBack();
    void setSeen(bool isSeen);

    models::GatewayModel& m_model;
    Access m_access;
    models::ConsumerActivity m_activity;
    look::Seen* m_seen;
    widgets::LastInput* m_lastInput;
    widgets::PageHeader* m_header;
    widgets::Button* m_back;
    widgets::Button* m_look;
    widgets::Button* m_consumersButton;
    widgets::Button* m_add;
    QStackedWidget* m_stack;
    ToolsPane* m_tools;
    ConsumersPane* m_consumers;
    QTimer m_ages;
    View m_view = View::Tools;
    bool m_showsDetail = false;
    bool m_isNarrow = false;
};

} // namespace ui::pages
