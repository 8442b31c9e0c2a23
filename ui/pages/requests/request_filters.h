#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/search/request_filter.h"
#include "ui/models/client_name.h"

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;

namespace ui::widgets {
class SearchField;
}

namespace ui::pages {

/// The filter controls of the request list: a time span, a client, a result, and a field for everything else.
class RequestFilters : public QWidget {
    Q_OBJECT
public:
    /// `clock` must outlive it.
    explicit RequestFilters(const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Evaluated now: "today" begins at the last midnight.
    gateway::usage::RequestFilter filter() const;
    /// Shows the filter; a span that is not among the choices is added to them.
    void setFilter(const gateway::usage::RequestFilter& filter);
    /// Adds a condition; replaces the existing one on the same field.
    void addField(gateway::usage::RequestField field, const std::string& value);
    /// Resets to all requests of today.
    void clear();
    /// Whether there is any condition apart from the time span.
    bool isFiltering() const;
    /// The filter as text, with the time span: "Today · failed · provider:deepseek".
    QString words() const;
    /// Invalid text or an unknown field name, with the remedy; empty: none. Text that may be an ordinary search word is
    /// reported only if nothing was found with it.
    QString problem(bool foundNothing) const;
    /// Announces the problem of the field to screen readers.
    void tell(const QString& problem);
    bool isToday() const;
    QString spanName() const; ///< "7 days"
    /// Adds a seen client to the choices.
    void offerClient(const models::Caller& client);
    void focusSearch();
    /// Sets the filtered list; it must outlive this.
    void setList(QWidget* list);
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    enum class Span { Today, Week, Month, All, Own };
    void fillSpans();
    QString ownSpan() const;

    const gateway::Clock& m_clock;
    widgets::SearchField* m_search;
    QComboBox* m_span;
    QComboBox* m_client;
    QComboBox* m_result;
    gateway::usage::RequestFilter m_own; ///< with the span that is not among the choices
    std::vector<models::Caller> m_clients; ///< the choices after the first, in their order
    bool m_hasOwn = false;
};

} // namespace ui::pages
