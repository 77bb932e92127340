from artifacts.text.page_tags import page_tags, with_tags


def test_tags_are_read_once_each_in_order_and_tidied():
    assert page_tags({"tags": [" splice  switching", "ALS", "ALS", 3, None, "", "x" * 61]}) == [
        "ALS",
        "splice switching",
    ]


def test_metadata_without_a_list_of_tags_has_none():
    assert page_tags({"tags": "ALS"}) == page_tags({}) == []


def test_setting_tags_keeps_the_rest_and_drops_the_key_where_none_is_left():
    assert with_tags({"a": 1, "tags": ["x"]}, ["y", "y"]) == {"a": 1, "tags": ["y"]}
    assert with_tags({"a": 1, "tags": ["x"]}, []) == {"a": 1}
