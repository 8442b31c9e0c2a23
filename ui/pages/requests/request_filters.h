#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/search/request_filter.h"

#include <QWidget>

#include <string>

class QComboBox;

namespace ui::widgets {
class SearchField;
}

namespace ui::pages {

/// The controls that say which requests are wanted: a span of time, a client, a result, and a
/// field for everything else.
class RequestFilters : public QWidget {
    Q_OBJECT
public:
    /// `clock` must outlive it.
    explicit RequestFilters(const gateway::Clock& clock, QWidget* parent = nullptr);

    /// As of now: "today" begins at the last midnight.
    gateway::usage::RequestFilter filter() const;
    /// Shows what is given; a span that is none of the offered ones is offered as well.
    void setFilter(const gateway::usage::RequestFilter& filter);
    /// Adds to what is wanted; replaces what was wanted of the same field.
    void addField(gateway::usage::RequestField field, const std::string& value);
    /// Everything of today.
    void clear();
    /// Whether anything but the span is wanted.
    bool isFiltering() const;
    /// What is wanted in words, with the span: "Today · failed · provider:deepseek".
    QString words() const;
    /// What was typed and cannot be, or names no field, with what would be right; empty: nothing. What may be
    /// meant as text counts where nothing was found with it.
    QString problem(bool foundNothing) const;
    /// Says it of the field to a screen reader.
    void tell(const QString& problem);
    bool isToday() const;
    QString spanName() const; ///< "7 days"
    /// Offers a client that was seen.
    void offerClient(const std::string& name);
    void focusSearch();
    /// What is filtered; it must outlive this.
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
    gateway::usage::RequestFilter m_own; ///< the span that is none of the offered ones
    bool m_hasOwn = false;
};

} // namespace ui::pages
