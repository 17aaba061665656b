package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What does a token allow (RFC 9396; Mercure 1.0, authorization)? In the tables, {@code TYPE} is the type of a detail, quotes
 * are written {@code '}, and a hub without URL patterns reads them, with 20 topics of 100 bytes at most.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizationDetailsTest {

    private static final String BOTH = "'type':'TYPE','actions':['publish','subscribe']";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'a'}]} | true | false",
                "{'type':'TYPE','actions':['subscribe'],'topics':[{'match':'a'}]} | false | true",
                "{'type':'TYPE','actions':['publish','subscribe'],'topics':[{'match':'a'}]} | true | true",
                "{'type':'TYPE','actions':['subscribe','subscribe'],'topics':[{'match':'a'}]} | false | true",
                "{'type':'TYPE','actions':['unheard','publish'],'topics':[{'match':'a'}]} | true | false",
                "{'type':'TYPE','actions':['unheard'],'topics':[{'match':'a'}]} | false | false",
                "{'type':'TYPE','actions':['Publish','SUBSCRIBE',''],'topics':[{'match':'a'}]} | false | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'b'},{'match':'a'}]} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'a','match_type':'exact'}]} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'*'}]} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'*','match_type':'exact'}]} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'*','match_type':'urlpattern'}]} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'A'}]} | false | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'a*'}]} | false | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'{x}'}]} | false | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':''}]} | false | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'a'}],'payload':{}} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'a'}],'more':1} | true | false",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'b'}]} | false | false",
                "{'type':'another','actions':['publish'],'topics':[{'match':'*'}]} | false | false",
                "{'type':'another','actions':1} | false | false",
                "{'type':'TYPE/','actions':['publish'],'topics':[{'match':'*'}]} | false | false",
            })
    void a_detail_grants_its_actions_on_its_topics_and_nothing_else(String detail, boolean publish, boolean subscribe)
            throws Exception {
        Grants grants = read("[" + detail + "]");
        assertThat(grants.mayPublish(List.of("a"))).isEqualTo(publish);
        assertThat(grants.subscribed().stream().anyMatch(matcher -> matcher.matches("a")))
                .isEqualTo(subscribe);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'urn:tidings:operate','actions':['kick']} | true",
                "{'type':'urn:tidings:operate','actions':['unheard','kick'],'more':1} | true",
                "{'type':'urn:tidings:operate','actions':['unheard']} | false",
                "{'type':'urn:tidings:operate','actions':['Kick']} | false",
                "{'type':'urn:tidings:operates','actions':['kick']} | false",
                "{'type':'URN:tidings:operate','actions':['kick']} | false",
                "{'type':'TYPE','actions':['kick','publish'],'topics':[{'match':'*'}]} | false",
            })
    void a_detail_of_our_own_lets_its_bearer_end_streams(String detail, boolean kick) throws Exception {
        assertThat(read("[" + detail + "]").kick()).isEqualTo(kick);
        assertThat(read("[" + detail + "]").subscribed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "'*'",
                "{}",
                "{'type':'TYPE','actions':['publish'],'topics':[{'match':'a'}]}",
                "['*']",
                "[null]",
                "[[]]",
                "[{}]",
                "[{'type':null}]",
                "[{'type':1}]",
                "[{'type':['TYPE']}]",
                "[{'actions':['publish'],'topics':[{'match':'a'}]}]",
                "[{'type':'TYPE'}]",
                "[{'type':'urn:tidings:operate'}]",
                "[{'type':'urn:tidings:operate','actions':'kick'}]",
                "[{'type':'urn:tidings:operate','actions':[]}]",
                "[{'type':'TYPE','topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':[],'topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':null,'topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':'publish','topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':{'publish':true},'topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':['publish',1],'topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':['publish',null],'topics':[{'match':'a'}]}]",
                "[{'type':'TYPE','actions':[['publish']],'topics':[{'match':'a'}]}]",
                "[{BOTH}]",
                "[{BOTH,'topics':[]}]",
                "[{BOTH,'topics':null}]",
                "[{BOTH,'topics':'*'}]",
                "[{BOTH,'topics':{'match':'a'}}]",
                "[{BOTH,'topics':['a']}]",
                "[{BOTH,'topics':['*']}]",
                "[{BOTH,'topics':[null]}]",
                "[{BOTH,'topics':[{}]}]",
                "[{BOTH,'topics':[{'match_type':'exact'}]}]",
                "[{BOTH,'topics':[{'match':null}]}]",
                "[{BOTH,'topics':[{'match':1}]}]",
                "[{BOTH,'topics':[{'match':['a']}]}]",
                "[{BOTH,'topics':[{'match':'a'},{'match':null}]}]",
                "[{BOTH,'topics':[{'match':'a','match_type':null}]}]",
                "[{BOTH,'topics':[{'match':'a','match_type':''}]}]",
                "[{BOTH,'topics':[{'match':'a','match_type':'Exact'}]}]",
                "[{BOTH,'topics':[{'match':'a','match_type':'uritemplate'}]}]",
                "[{BOTH,'topics':[{'match':'*','match_type':'regexp'}]}]",
                "[{BOTH,'topics':[{'match':'a','match_type':1}]}]",
                "[{BOTH,'topics':[{'match':'/a/(','match_type':'urlpattern'}]}]",
                "[{BOTH,'topics':[{'match':'a\\u0000'}]}]",
                "[{BOTH,'topics':[{'match':'a'}],'payload':null}]",
                "[{BOTH,'topics':[{'match':'a'}],'payload':'x'}]",
                "[{BOTH,'topics':[{'match':'a'}],'payload':[]}]",
                "[{'type':'TYPE','actions':['unheard'],'topics':[{'match':1}]}]",
            })
    void one_mistake_and_nothing_of_it_holds(String details) {
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> read(details));
        if (details.startsWith("[")) {
            assertThatExceptionOfType(InvalidTokenException.class)
                    .as("beside a good one")
                    .isThrownBy(() -> read("[{BOTH,'topics':[{'match':'a'}]}," + details.substring(1)));
        }
    }

    @Test
    void without_the_claim_or_with_an_empty_one_nothing_is_granted() throws Exception {
        assertThat(new AuthorizationDetails(HubWithTokens.settings(1), Mint.BASE).grants(null))
                .isEqualTo(Grants.NONE);
        assertThat(read("[]")).isEqualTo(Grants.NONE);
    }

    @Test
    void every_topic_of_an_update_must_be_granted_by_any_of_the_details() throws Exception {
        Grants grants = read("[{'type':'TYPE','actions':['publish'],'topics':[{'match':'a'}]},"
                + "{'type':'TYPE','actions':['publish'],'topics':[{'match':'b'}]},"
                + "{'type':'TYPE','actions':['subscribe'],'topics':[{'match':'c'}]}]");
        assertThat(grants.mayPublish(List.of("a", "b"))).isTrue();
        assertThat(grants.mayPublish(List.of("a", "c"))).isFalse();
        assertThat(grants.mayPublish(List.of("c"))).isFalse();
        assertThat(grants.mayPublish(List.of())).isFalse();
    }

    @Test
    void the_payload_is_that_of_the_first_grant_to_subscribe_that_matches() throws Exception {
        Grants grants = read("[{'type':'TYPE','actions':['publish'],'topics':[{'match':'*'}],'payload':{'n':0}},"
                + "{'type':'TYPE','actions':['subscribe'],'topics':[{'match':'a'}],'payload':{'n':[1,null,true]}},"
                + "{'type':'TYPE','actions':['subscribe'],'topics':[{'match':'b'}]},"
                + "{'type':'TYPE','actions':['subscribe'],'topics':[{'match':'*'}],'payload':{'n':'\\u003c\\n'}}]");
        assertThat(grants.payload("a")).contains("{\"n\":[1,null,true]}");
        assertThat(grants.payload("b")).as("the first has none").isEmpty();
        assertThat(JsonUtil.parseJson(grants.payload("c").orElseThrow())).isEqualTo(Map.of("n", "<\n"));
        assertThat(read("[]").payload("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, 100, true", "21, 1, false", "1, 101, false"})
    void topics_are_limited_in_number_and_length(int count, int length, boolean isGood) throws Exception {
        List<String> topics = IntStream.range(0, count)
                .mapToObj(i -> "{'match':'" + "é".repeat(length / 2) + "x".repeat(length % 2) + "'}")
                .toList();
        List<String> details = new ArrayList<>();
        // In two details, as the limit is the token's.
        details.add("{BOTH,'topics':[" + topics.get(0) + "]}");
        if (count > 1) {
            details.add("{BOTH,'topics':[" + String.join(",", topics.subList(1, count)) + "]}");
        }
        String claim = "[" + String.join(",", details) + "]";
        if (isGood) {
            assertThat(read(claim).publish()).hasSize(1);
        } else {
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> read(claim))
                    .withMessageContainingAll(
                            "tidings.token.matchers allows 20", "tidings.subscribe.matcher-bytes 100");
        }
    }

    @Test
    void a_pattern_is_relative_to_the_hub() throws Exception {
        Grants grants = read("[{BOTH,'topics':[{'match':'/a/:id','match_type':'urlpattern'}]}]");
        assertThat(grants.mayPublish(List.of("/a/1", Mint.HUB.origin() + "/a/2")))
                .isTrue();
        assertThat(grants.mayPublish(List.of("https://other.example/a/1"))).isFalse();
    }

    private static Grants read(String details) throws Exception {
        return new AuthorizationDetails(HubWithTokens.settings(1), Mint.BASE).grants(claim(details));
    }

    private static Object claim(String details) throws Exception {
        String json = details.replace("BOTH", BOTH).replace("TYPE", Mint.DETAIL).replace('\'', '"');
        Object claim = JsonUtil.parseJson("{\"claim\":" + json + "}").get("claim");
        // Null stands for a claim that is not there.
        return claim == null ? "null" : claim;
    }
}
