#pragma once

#include <QWidget>

#include <array>

namespace ui::widgets {
class AddressField;
class Label;
}

namespace ui::pages {

/// How each family of clients is made to trust the local authority: a line to copy for each.
class TrustSteps : public QWidget {
    Q_OBJECT
public:
    explicit TrustSteps(QWidget* parent = nullptr);

    /// `file`: the authority's certificate. `url`: https address of the gateway.
    void setFile(const QString& file, const QString& url);
    void retranslate();
    static constexpr std::size_t kFamilies = 4;

private:
    struct Step {
        widgets::Label* name;
        widgets::AddressField* line;
    };
    std::array<Step, kFamilies> m_steps{};
};

} // namespace ui::pages
