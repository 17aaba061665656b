package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What does a token of Mercure 0.x allow? In the tables, quotes are written {@code '}, and the hub allows 20 topics of 100 bytes at
 * most.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MercureClaimTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'publish':['/a/1']} | true | false",
                "{'subscribe':['/a/1']} | false | true",
                "{'publish':['/a/1'],'subscribe':['/a/1']} | true | true",
                "{'publish':['*'],'subscribe':[]} | true | false",
                "{'publish':['/b','/a/{id}']} | true | false",
                "{'subscribe':['/a/{id}']} | false | true",
                "{'subscribe':['/{a}/{b}']} | false | true",
                "{'subscribe':['/a/{id}/c','/a/','a/1','/A/1','/a/:id','/a/*']} | false | false",
                "{'subscribe':['{','/a/{+id}','/a/{x}{y}','/a/{id*}']} | false | false",
                "{'subscribe':['{+any}','/a/{id}']} | false | true",
                "{'subscribe':['/a/1{/more}']} | false | true",
                "{'subscribe':['/a{/id}{/more}']} | false | true",
                "{'subscribe':['{/a}{/b}']} | false | true",
                "{'subscribe':['{/a}{/b}{+c}']} | false | false",
                "{} | false | false",
                "{'publish':[],'subscribe':[]} | false | false",
                "{'publish':null,'subscribe':null,'payload':null} | false | false",
                "{'Publish':['*'],'actions':['publish'],'topics':[{'match':'*'}]} | false | false",
                "{'publish':[''],'subscribe':['']} | false | false",
            })
    void it_grants_what_its_selectors_match_and_nothing_else(String claim, boolean publish, boolean subscribe)
            throws Exception {
        Grants grants = read(claim);
        assertThat(grants.mayPublish(List.of("/a/1"))).isEqualTo(publish);
        assertThat(grants.subscribed().stream().anyMatch(matcher -> matcher.matches("/a/1")))
                .isEqualTo(subscribe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "'*'",
                "['*']",
                "[]",
                "{'publish':'*'}",
                "{'publish':{'0':'*'}}",
                "{'publish':true}",
                "{'publish':[null]}",
                "{'publish':[1]}",
                "{'publish':[['*']]}",
                "{'publish':['ok',{'match':'*'}]}",
                "{'publish':['ok'],'subscribe':'*'}",
                "{'subscribe':['a\\u0000']}",
                "{'publish':['ok'],'subscribe':['\\u202e']}",
            })
    void one_mistake_and_nothing_of_it_holds(String claim) {
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> read(claim));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'payload':{'n':[1,null,true]},'subscribe':['a']} | {'n':[1,null,true]}",
                "{'payload':[1,'}'],'subscribe':['a']} | [1,'}']",
                "{'payload':'x','subscribe':['a']} | 'x'",
                "{'payload':7,'subscribe':['a']} | 7",
                "{'payload':false,'subscribe':['a']} | false",
                "{'payload':{},'subscribe':['a']} | {}",
            })
    void the_payload_is_any_JSON(String claim, String payload) throws Exception {
        assertThat(read(claim).payload("a")).contains(payload.replace('\'', '"'));
    }

    @Test
    void the_payload_is_of_whatever_its_holder_subscribes_to() throws Exception {
        assertThat(read("{'payload':7,'subscribe':['a']}").payload("other")).contains("7");
        assertThat(read("{'payload':7}").payload("other")).contains("7");
    }

    @Test
    void without_a_payload_there_is_none() throws Exception {
        assertThat(read("{'subscribe':['a']}").payload("a")).isEmpty();
        assertThat(read("{'subscribe':['a'],'payload':null}").payload("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, 100, true", "21, 1, false", "1, 101, false"})
    void selectors_are_limited_in_number_and_length(int count, int length, boolean isGood) throws Exception {
        String selector = "'" + "é".repeat(length / 2) + "x".repeat(length % 2) + "'";
        // On both sides, as the limit is the token's.
        String publish = String.join(",", Collections.nCopies(count / 2, selector));
        String subscribe = String.join(",", Collections.nCopies(count - count / 2, selector));
        String claim = "{'publish':[" + publish + "],'subscribe':[" + subscribe + "]}";
        if (isGood) {
            assertThat(read(claim).subscribed()).hasSize(1);
        } else {
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> read(claim))
                    .withMessageContainingAll(
                            "tidings.token.matchers allows 20", "tidings.subscribe.matcher-bytes 100");
        }
    }

    @Test
    void a_payload_of_many_levels_is_refused() {
        String deep = "[".repeat(20) + "]".repeat(20);
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> read("{'payload':" + deep.replace("[]", "[1]") + "}"))
                .withMessageContaining("levels");
    }

    private static Grants read(String claim) throws Exception {
        String json = "{\"claim\":" + claim.replace('\'', '"') + "}";
        return new MercureClaim(HubWithTokens.settings(1))
                .grants(JsonUtil.parseJson(json).get("claim"));
    }
}
