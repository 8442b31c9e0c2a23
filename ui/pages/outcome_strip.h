#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui::pages {

/// How a span of time went, part by part: a column as high as the share that was answered, in the colour of
/// how it went; nothing but a line where there was nothing. The arrow keys go through the parts and tell each.
class OutcomeStrip : public QWidget {
    Q_OBJECT
public:
    struct Part {
        double answered = -1; ///< share, 0 to 1; negative: there was nothing
        QString text;         ///< "14:00 to 14:30: 3 of 5 answered"
    };

    explicit OutcomeStrip(QWidget* parent = nullptr);

    void setParts(std::vector<Part> parts);
    const std::vector<Part>& parts() const { return m_parts; }
    int current() const { return m_current; } ///< -1: none is told
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    QRectF column(int part) const;
    int partAt(int x) const;
    void tell(int part);

    std::vector<Part> m_parts;
    int m_current = -1;
};

} // namespace ui::pages
